"""条件永远不会成立：没有哪个许可的输入符合。

为什么：写了却永远用不上，多半是数字或者符号写错了。

例：`rule 缴费 as payment = 1元 { plus 5元 when 年龄 > 150岁 }`。

怎么改：改正条件，或者删去。

No admissible input meets this condition. Correct or remove it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0605",
    zh="此处的条件永远不会成立",
    en="this condition never holds",
    help_zh="删去，或者检查数字与输入的取值范围",
    help_en="remove it, or check it against the ranges of the inputs",
    severity=Severity.WARNING,
)
