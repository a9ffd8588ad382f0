"""对分类兜底而没有理由：match 或者表按分类取值，用了 `otherwise`，没有写 `because`。

为什么：兜底会悄悄收进没有想到的类别；已经公布的程序里，就有一个兜底把整个地区都算错的例子。逐一写出来，少写一个就会报错。

例：`rule 比例 as ratio = match 档 { 西部 -> 80%  otherwise -> 60% }`。

怎么改：逐一写出其余各类；确实要兜底的，写 `otherwise because "其余地区同额"`。

A match or table over an enum has a catch-all without a reason. List the members, or say why: otherwise because "…".
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0605",
    zh="“{name}”用 otherwise 兜底，没有写理由",
    en="{name} has a catch-all over an enum without a reason",
    help_zh='逐一写出其余各类（{members}），或者写 otherwise because "理由"',
    help_en='list the rest ({members}), or write otherwise because "reason"',
)
