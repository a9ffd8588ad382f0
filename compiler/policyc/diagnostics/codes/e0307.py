"""这里要写百分数，写的是百分点。

为什么：百分点是两个比例之差，不能用来乘除、比较，也不是一个比例。

例：`费用 * 70个百分点`、`支付比例 >= 70个百分点`。

怎么改：写成 `70%`。

Percentage points are a distance between rates. To multiply, compare or state a rate, write a percentage.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0307",
    zh="{text} 是百分点，这里要写百分数",
    en="{text} is a distance in percentage points; a rate is needed here",
    help_zh="写成 {fixed}",
    help_en="write {fixed}",
)
