"""年份不对。

为什么：期限和年度要是四位的公历年份。

例：`target 目标 as goal ~ 70% by 25`。

怎么改：写成四位年份，例如 `by 2025`。

A year is four digits, between 1900 and 2199.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0408",
    zh="“{text}”不是年份",
    en="“{text}” is no year",
    help_zh="写成1900到2199之间的四位年份",
    help_en="a year between 1900 and 2199",
)
