"""无法证明没有冲突：两处的条件或结果里有编译器不能逐一核对的计算。

为什么：例外、match 的各支、表的各行没有先后，只有证明了不会冲突才能接受。

例：两条例外的条件都要比较两个输入的乘积（面积乘单价是否超过一定金额）。

怎么改：用 `cases` 写明先后；或者把一处写成另一处的例外。

It could neither be shown nor ruled out that two parts hold at once with different results. Use cases, which have an order.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0608",
    zh="无法证明“{name}”的两处不会同时成立而结果不同",
    en="it cannot be proved that two parts of {name} never conflict",
    help_zh="改用 cases 写明先后，或者把条件写得简单一些",
    help_en="write cases, which have an order, or simpler conditions",
)
