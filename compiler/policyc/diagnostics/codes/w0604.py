"""条件总是成立：对所有许可的输入都成立。

为什么：写了条件，读者会以为有的人不符合。多半是数字写错了，或者输入的取值范围已经限定了。

例：`rule 缴费 as payment = 1元 { plus 5元 when 年龄 >= 0岁 }`。

怎么改：改正条件，或者去掉它。

Every admissible input meets this condition. Correct it, or write what it guards without a condition.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0604",
    zh="此处的条件总是成立",
    en="this condition always holds",
    help_zh="删去条件，或者检查数字与输入的取值范围",
    help_en="remove it, or check it against the ranges of the inputs",
    severity=Severity.WARNING,
)
