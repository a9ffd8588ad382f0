"""日期里的月或日只写了一位数字。

为什么：日期固定写成四位年、两位月、两位日，这样不会与减法相混，也便于按次序排列。

例：`应当 及时调整 代号 adjust { 到 2024-8-31 }`。

怎么改：补足两位：`到 2024-08-31`。

A date has four digits for the year and two each for month and day, so that it is never taken for a subtraction.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0127",
    zh="日期“{found}”的月、日要写两位数字",
    en="the month and the day of {found} have two digits each",
    help_zh="写成：{text}",
    help_en="write: {text}",
)
