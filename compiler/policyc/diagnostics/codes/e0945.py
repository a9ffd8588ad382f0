"""对照户找不到。

为什么：“对照”写的是同一文件里另一户的名称，两户并列比较。

例：`对照 = "特困家庭"`，而文件里没有这一户，或者写的就是本户。

怎么改：写出另一户的名称，一字不差。

The household of which this one is the twin is not there, or is this one itself. Name another household of the file.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0945",
    zh="“{name}”的对照户“{twin}”{why_zh}",
    en="“{twin}”, of which “{name}” is the twin, {why_en}",
    help_zh="写出同一文件里另一户的名称",
    help_en="name another household of the file",
)
