"""月份加减了年数。

为什么：年和月之间只有一种换算：12个月/年，要写明。

例：`input 开始月 as start : month` 之后写 `rule 结束月 as last_month = 开始月 + 1年`。

怎么改：写 `开始月 + 12个月/年 * 1年`，或 `+ 12个月`。

Years are added to a month: say 12个月/年.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0321",
    zh="月份要加减月数，不能加减年数",
    en="a month is moved by months, not by years",
    help_zh="写成 12个月/年 * 年数",
    help_en="write 12个月/年 * years",
)
