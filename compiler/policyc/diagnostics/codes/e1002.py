"""几份政策互相指明为上位、被修订或被引用的政策，绕成一圈。

为什么：先要有上位的（被修订的、被引用的）政策，才谈得上在它的基础上规定；绕成一圈就没有起点。

例：甲写 `under b`，乙写 `under a`。

怎么改：去掉其中一处。

Policies name each other in a circle by `under`, `amends` or `uses`. Remove one of the lines.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1002",
    zh="政策之间循环：{path}",
    en="policies name each other in a circle: {path}",
    help_zh="去掉其中一处 under、amends 或 uses",
    help_en="remove one of the lines",
)
