"""日历上没有这一天。

为什么：写错的日期会让期限落空。

例：`2023-02-30`、`2023-13`。

怎么改：改成真实的日期。

There is no such day or month.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0319",
    zh="日历上没有 {text}",
    en="there is no {text} in the calendar",
    help_zh="改成真实的日期",
    help_en="write a date that exists",
)
