"""示例给出的记录有重复、颠倒、缺年，或超过了 `at most`。

为什么：缺一年和断保一年不是一回事，断保要写成一条空记录。

例：`given 参保年度 { 2020..2024: 参保  2026: 参保 }` 缺2025年。

怎么改：补上缺的那一年：`2025:`。

Records are given year by year, oldest first; a year without anything is an empty record, `2025:`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0414",
    zh="“{name}”的记录不对：{why}",
    en="the records of “{name}” are not right: {why}",
    help_zh="记录从早到晚逐年写，一年一条：2020..2024: 参保  2025:",
    help_en="one record a year, oldest first: 2020..2024: 参保  2025:",
)
