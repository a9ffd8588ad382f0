"""日期、月份或年份可能超出公元1年至9999年。

为什么：日历以外的日子没有意义，各种程序语言也不能表示。

例：`日期 + 天数`，天数的范围写到了1000万天。

怎么改：给天数（月数、年数）写明较小的取值范围（`in 0天 .. 36500天`）。

A date, month or year can lie outside the years 1 to 9999. Give the count that moves it a smaller range.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0506",
    zh="此处的日期可能超出公元1年至9999年；影响最大的是“{name}”",
    en="this can lie outside the years 1 to 9999; {name} contributes most",
    help_zh="给“{name}”写明较小的取值范围",
    help_en="give {name} a smaller range",
)
