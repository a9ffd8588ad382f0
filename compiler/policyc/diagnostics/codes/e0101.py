"""文法不符：编译器读到了此处不该出现的字词。

为什么：政策文件要先能读懂，才谈得上核对。

例：`param 个人缴费标准 individual = 380元` 少了代号前的 `as`。

怎么改：对照提示里"此处可以是"的字词修改；各种写法见语言说明。

Unexpected text: the parser met something that cannot stand here. Compare with what the message says it expected.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0101",
    zh="此处不能是“{found}”",
    en="unexpected “{found}”",
    help_zh="此处可以是：{expected}",
    help_en="expected: {expected}",
)
