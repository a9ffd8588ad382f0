"""没有这个函数。

为什么：语言里只有几个函数，政策文件不能另外定义。

例：`average(甲, 乙)`。

怎么改：用列出的函数，或写成公式。

There is no such function, and none can be defined. Use one of those listed, or write the formula.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0217",
    zh="没有函数“{name}”",
    en="there is no function “{name}”",
    help_zh="函数有：{functions}",
    help_en="the functions: {functions}",
)
