"""核对不成立：文件自己写明的等式，按文件的数算不出来。

为什么：`check` 记录文件写明的数量关系（如筹资标准由财政补助和个人缴费构成）。
不成立，说明至少有一个数或一个运算录错了，或者文件本身前后不一致。
核对一律按名义数计算：`>= 640元` 按640元计。

例：`param 财政 as fiscal >= 640元/人/年`、`param 个人 as personal = 380元/人/年` 之下写 `check 财政 + 个人 == 1030元/人/年`，得到
“财政 + 个人 = 640 + 380 = 1020 ≠ 1030”。

怎么改：对照原文，逐一核对算式中的各个数和单位。

A `check` states an identity of the document at its own nominal figures, and this one does not hold: one of the figures or the
formula was copied wrongly. The message shows the calculation; compare each figure with the text.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0701",
    zh="核对不成立：{worked}",
    en="the check does not hold: {worked}",
    help_zh="请对照原文核对算式中的各个数和单位",
    help_en="compare each figure and unit of the calculation with the document",
)
