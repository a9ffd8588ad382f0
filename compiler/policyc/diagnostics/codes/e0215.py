"""几个声明互相引用，成了一个圈。

为什么：要算甲先要有乙，要算乙又先要有甲，谁也算不出来。

例：`param 甲 as a = 乙 + 1元` 与 `param 乙 as b = 甲 - 1元`。

怎么改：找出其中一个由文件直接规定的，改写成数字，圈就断开了。

Declarations read each other in a circle, so that none can be worked out. Break it where the document states a figure.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0215",
    zh="互相引用成了圈：{path}",
    en="these read each other in a circle: {path}",
    help_zh="把其中由文件直接规定的一个改写成数字",
    help_en="state the one that the document sets as a figure",
)
