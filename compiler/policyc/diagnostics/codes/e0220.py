"""来源里没有这一项。

为什么：来源能写哪些项是定好的，写错的项不会被任何人读到。

例：`source 通知 as notice { titel "…" }`。

怎么改：改成列出的项之一。

A source block has no such line. Use one of those listed.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0220",
    zh="来源没有“{key}”这一项",
    en="a source has no line “{key}”",
    help_zh="可以写：{keys}",
    help_en="the lines are: {keys}",
)
