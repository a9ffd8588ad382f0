"""递推要沿着一份用 `history` 声明的记录计算。

为什么：递推对每条记录各算一次。

例：`track 甲 as a over 个人缴费标准 = …`

怎么改：写记录的名称；还没有的，先用 `history` 声明。

A track goes over a declared history.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0225",
    zh="over 后面要是一份记录，“{name}”不是",
    en="over is followed by a history, and “{name}” is none",
    help_zh="先声明：history {name} as … at most 40 {{ … }}",
    help_en="declare it first: history {name} as … at most 40 {{ … }}",
)
