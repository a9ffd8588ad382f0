"""永远不会成立：没有哪个许可的输入能走到这一支、一行、一列、一段或一条例外。

为什么：写了却永远用不上，多半是数字、符号或者单位写错了。

例：`rule 缴费 as payment = 380元 { except when 年龄 > 60岁 and 年龄 < 50岁 -> 0元 }`。

怎么改：改正条件，或者删去。

No admissible input reaches this arm, row, column, bracket or exception. Most often a figure or a comparison is mistaken.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0603",
    zh="此处的条件永远不会成立",
    en="this can never hold",
    help_zh="检查条件与输入的取值范围；多余的删去",
    help_en="check it against the ranges of the inputs; remove it if it is superfluous",
)
