"""现有的列够算哪些规则。

为什么：文件缺几列时，其余的规则也许已经够算，不必等列补齐。

例：文件只有“类别”一列，“资助额”和“个人实缴”已经够算。

怎么改：只要这些规则的，照提示写 `--rules`。

Which rules can be worked out with the columns that there are. Ask for these with `--rules`.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W1101",
    zh="现有的列够算：{rules}",
    en="the columns there are suffice for {rules}",
    help_zh="只算这些：--rules {aliases}",
    help_en="only these: --rules {aliases}",
    severity=Severity.WARNING,
)
