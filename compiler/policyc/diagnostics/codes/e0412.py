"""分段要按数量来分。

为什么：分段把一个数量切成几段，各按比例计算。

例：`scale 支付 as pay on 档 { above -> 60% }`。

怎么改：写金额、天数等数量；按类别不同请用 `match` 或 `table`。

A scale is on an amount. For other choices use match or a table.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0412",
    zh="分段要按数量来分，这里是 {found}",
    en="a scale is on an amount, this is {found}",
    help_zh="按类别不同请用 match 或 table",
    help_en="use match or a table for other choices",
)
