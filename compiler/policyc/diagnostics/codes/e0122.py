"""用了其他语言的符号。

为什么：别的程序语言里的符号在这里另有写法，或者用不着。

例：`甲 && 乙` 应写成 `甲 and 乙`；行末不写分号。

怎么改：换成提示里的写法。

A sign of another language is used here. Write what the message says.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0122",
    zh="这里不用 {found}",
    en="{found} is not used here",
    help_zh="{instead}",
    help_en="{instead}",
)
