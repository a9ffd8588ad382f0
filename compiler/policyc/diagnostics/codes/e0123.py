"""这里的条件要加括号。

为什么：`match` 的一支、表格的一格、`if … else …` 的末尾和示例的已知值，后面紧跟着别的内容；不加括号，
读不出条件写到哪里为止。

例：`if 甲 then 乙 else 甲 and 乙` 应写成 `if 甲 then 乙 else (甲 and 乙)`。

怎么改：把整个条件用小括号括起来。

A condition in an arm, a cell, the branches of an if or a given value stands in brackets, since what follows
could be read as part of it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0123",
    zh="“{found}”写在这里，整个条件要加括号",
    en="a condition with “{found}” needs brackets here",
    help_zh="用小括号把整个条件括起来，例如 (甲 {found} 乙)",
    help_en="put the whole condition in brackets, for example (甲 {found} 乙)",
)
