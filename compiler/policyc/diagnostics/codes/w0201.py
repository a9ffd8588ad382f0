"""输入没有用到。

为什么：要人填一个不起作用的数，会让人误会它有影响。

例：`input 年龄 as age_years : 岁`，没有一条规则读它。

怎么改：删去它，或在规则里用上它。

No rule reads this input. Remove it, or use it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0201",
    zh="输入“{name}”没有用到",
    en="input “{name}” is not used",
    help_zh="删去它，或在规则里用上它",
    help_en="remove it, or use it in a rule",
    severity=Severity.WARNING,
)
