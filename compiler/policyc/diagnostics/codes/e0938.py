"""日期写得不对。

为什么：`地区@日期` 的日期写成年-月-日，月、日各两位，并且要有这一天。

例：`policyc diff CN@2023-6-1 CN@2024-06-01`。

怎么改：写成 `CN@2023-06-01`。

The day of region@date reads year-month-day, with two digits each for month and day, and must exist.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0938",
    zh="“{argument}”里的日期“{text}”写得不对",
    en="{argument}: {text} is no date",
    help_zh="写成 CN@2023-06-01",
    help_en="write it as in CN@2023-06-01",
)
