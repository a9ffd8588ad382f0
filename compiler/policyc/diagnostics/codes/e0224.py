"""递推读自己上一年的值，却既没有写类型，也没有写初值。

为什么：类型要在读公式之前知道，公式又要用到自己。

例：`track 连续参保年数 as years over 参保年度 = previous + 1年`

怎么改：写 `from 0年`（第一年之前的值），或 `: 年`。

A track that reads itself a record before says its type, or a value to start from.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0224",
    zh="还不知道“{name}”上一条记录的值是什么类型",
    en="the type of “{name}” a record before is not known yet",
    help_zh="写明类型或初值：track {name} as … : 年 over …，或 from 0年",
    help_en="state a type or an initial value: track {name} as … : 年 over …, or from 0年",
)
