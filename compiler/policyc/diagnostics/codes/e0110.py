"""括号没有配对。

为什么：读到后文时发现前面的括号还没有关上。

例：`clause 通知 "一" {` 的内容写完之后没有 `}`，下面又开始了另一个 clause。

怎么改：补上括号；提示指出了发现问题的地方，缺的括号在它之前。

A bracket is not closed before the text after it begins.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0110",
    zh="这个“{open}”没有对应的“{close}”",
    en="this “{open}” is never closed by “{close}”",
    help_zh="在内容结束处加上 {close}",
    help_en="put {close} where its content ends",
)
