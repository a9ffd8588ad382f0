"""日期加减月数，没有写明没有那一天时怎么办。

为什么：1月31日加一个月，2月没有31日：是2月末，还是3月1日，文件要说清楚。

例：`input 缴费日期 as paid : date` 之后写 `rule 期满 as due = 缴费日期 + 1个月`。

怎么改：写 `(缴费日期 + 1个月 rounded down)` 取当月最后一天，`rounded up` 取次月第一天；
只论月份就用 `month_of(缴费日期) + 1个月`。

A date moved by months or years must say what becomes of a missing day:
`rounded down` (last day) or `rounded up` (the first of the next month).
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0316",
    zh="日期加减月数要写明 rounded down 或 rounded up",
    en="a date moved by months must say rounded down or rounded up",
    help_zh="down 取当月最后一天，up 取次月第一天；只论月份就用 month_of()",
    help_en="down: the last day of that month; up: the first of the next; or use month_of()",
)
