"""声明没有写完。

为什么：读到下一条声明（或右括号、文件末尾）时，前一条还没有写完。

例：`param 个人缴费标准 as contribution =` 之后没有金额，下一行就是另一条声明。

怎么改：把缺的部分补上。

A declaration ends before it is complete. Write what is missing.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0102",
    zh="“{found}”之后还缺内容",
    en="something is missing after “{found}”",
    help_zh="接下来可以是：{expected}",
    help_en="expected next: {expected}",
)
