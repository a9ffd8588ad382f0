"""日期、月份、年份加减的数可能带小数。

为什么：半天、三分之一个月加到日期上是哪一天，没有定义。

例：`input 起始日 as start : date` 之后写 `rule 期满 as due = 起始日 + 100天 / 3`。

怎么改：先写明取整：`起始日 + (总天数 / 3 rounded down to 1天)`。

A count that may have a fraction is added to a date, month or year. Round it first.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0507",
    zh="日期、月份、年份只能加减整数，此处可能有小数",
    en="only whole numbers can be added to dates, months and years; this may have a fraction",
    help_zh="先取整，例如 (… rounded down to 1)",
    help_en="round it first, for example: (… rounded down to 1)",
)
