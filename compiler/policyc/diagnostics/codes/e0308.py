"""这种类型不能做这种运算。

为什么：是与否、分类和日期不是数量，不能相乘相除或取负。

例：`分档 * 2`、`- 参保`。

怎么改：改用数量；日期之间只有加减天数、月份加减月数、年份加减年数。

The operator is not for this type: only amounts are multiplied, divided, negated; days, months and years only move.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0308",
    zh="{found} 不能用“{op}”运算",
    en="“{op}” does not apply to {found}",
    help_zh="{hint}",
    help_en="{hint}",
)
