"""加减的两边单位或类型不同。

为什么：每人每年的钱加上一笔总额，得数没有意义。

例：`640元/人/年 + 380元`、`月份 + 1年`。

怎么改：换算成同一单位再加减，例如 `380元/人/年`、`12个月/年 * 年数`。

What is added or subtracted is not of one unit. Bring both sides to the same unit first.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0302",
    zh="{left} 与 {right} 不能用“{op}”加减",
    en="{left} and {right} cannot be joined by “{op}”",
    help_zh="{hint}",
    help_en="{hint}",
)
