"""政策头缺一行。

为什么：地区和年度决定这份政策何时何地适用，缺了就无法查找和比较。

例：`policy 全国居民医保 as cn { region 全国 "CN" }` 没有 `year`。

怎么改：补上这一行。

The policy head lacks a line that is needed to look the policy up: its region or its year.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0207",
    zh="政策头缺 {line}",
    en="the policy head lacks {line}",
    help_zh='补上一行：region 全国 "CN" 或 year 2023',
    help_en='add the line: region 全国 "CN", or year 2023',
)
