"""多了一个括号。

为什么：右括号比左括号多。

例：一条声明之后多写了一个 `}`。

怎么改：删去多余的括号。

There are more closing than opening brackets.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0111",
    zh="多了一个“{found}”，前面没有与它配对的括号",
    en="“{found}” closes nothing",
    help_zh="删去它，或检查上文是否漏了左括号",
    help_en="remove it, or look for a missing opening bracket above",
)
