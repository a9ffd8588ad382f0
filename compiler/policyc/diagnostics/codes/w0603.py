"""适用条件总是成立：对所有许可的输入都成立，写与不写一样。

为什么：多半是数字写错了，或者输入的取值范围已经限定了。

例：`input 年龄 as age_now : 岁 in 18岁 .. 60岁` 而 `rule 补助 as aid only when 年龄 >= 18岁 = 10元`

怎么改：删去 `only when`，或者改正条件。

Every admissible input meets this “only when”. Remove it, or correct it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0603",
    zh="“{name}”的 only when 总是成立，等于没有写",
    en="the “only when” of {name} always holds",
    help_zh="删去，或者检查条件",
    help_en="remove it, or check the condition",
    severity=Severity.WARNING,
)
