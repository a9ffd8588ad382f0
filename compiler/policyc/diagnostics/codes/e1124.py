"""两条规则不能配成一对。

为什么：`--pair 原规则=新规则` 指明名称、代号都不同的两条规则是同一条；两条都要有，结果要是同一类东西，一条只能配一次。

例：`--pair 迁入当年待遇月数=资助额`，前者的结果是月数，后者是元。

怎么改：照提示改规则名，等号左边是原政策的，右边是新政策的；不能比的，分别用 `policyc run` 测算。

What `--pair OLD=NEW` names are no two rules that could be one: a name is unknown, the results are of two kinds, or a rule is
paired twice.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1124",
    zh="“{old}”与“{new}”不能配成一对：{reason}",
    en="“{old}” and “{new}” cannot be compared as one rule: {reason}",
    help_zh="写成 --pair 原政策的规则=新政策的规则",
    help_en="write --pair RULE_OF_OLD=RULE_OF_NEW",
)
