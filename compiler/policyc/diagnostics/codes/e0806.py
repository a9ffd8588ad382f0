"""引文在条款里不止一处。

为什么：引文要能指到原文的一处，才知道数字和措辞说的是哪一句。整句重复的算一处。

例：`quote "70%"`，而这一条里有两个70%。

怎么改：多引几个字，直到只有一处。

The quote occurs more than once in its clause (repeated sentences apart). Quote a few characters more.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0806",
    zh="“{quote}”有 {count} 处：{around}",
    en="“{quote}” occurs {count} times: {around}",
    help_zh="多引几个字，直到只有一处",
    help_en="quote a few characters more",
)
