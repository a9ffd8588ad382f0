"""分情形时对分类兜底而没有理由。

为什么：兜底会悄悄收进没有想到的类别。

例：`cases { when 档 == 西部 -> 1元  otherwise -> 2元 }`。

怎么改：改用 `match` 逐一写出；或者写 `otherwise because "文件只列西部"`。

The cases test an enum and end in a catch-all without a reason. Say why, or use match.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0601",
    zh="“{name}”按分类分情形，otherwise 没有写理由",
    en="{name} tests an enum and has a catch-all without a reason",
    help_zh='逐一写出，或者写 otherwise because "理由"',
    help_en='list the rest, or write otherwise because "reason"',
    severity=Severity.WARNING,
)
