r"""引号没有配对。

为什么：文字要写在同一行的一对英文双引号之间。

例：`quote "每人每年 380 元` 少了后一个引号。

怎么改：补上引号；文字里要有英文双引号时写 `\"`。

A string begins and ends with a quotation mark on the same line.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0109",
    zh="这里的引号到行末还没有结束",
    en="this string does not end on its line",
    help_zh='在文字结束处加上英文双引号 "；检查是否误用了中文引号，文字中的英文双引号要写成 \\"',
    help_en='close it with "; inside a string write \\" for a quotation mark',
)
