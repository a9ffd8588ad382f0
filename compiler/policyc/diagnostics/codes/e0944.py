"""两户典型家庭同名。

为什么：对照户按名称指认，结果也按名称列出，同名就分不清。

例：两处都写 `名称 = "三口之家"`。

怎么改：给其中一户换个名称。

Two typical households have one name. Rename one of them.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0944",
    zh="有两户都叫“{name}”",
    en="two households are called “{name}”",
    help_zh="给其中一户换个名称",
    help_en="rename one of them",
)
