"""分别列举的数字对错了位置。

为什么：“对西部、中部分别按80%、60%”：第几个对象配第几个数。两个数都在引文里，对调了也看不出来。

例：政策写 `西部 -> 60%  中部 -> 80%`。

怎么改：按原文的次序改。

In a list with 分别 the i-th label has the i-th number; here the policy gives the label another one.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0810",
    zh="引文里“{label}”对应的是“{there}”，政策写的是“{figure}”",
    en="in the quote “{label}” has “{there}”, the policy says “{figure}”",
    help_zh="按原文的次序改",
    help_en="follow the order of the text",
)
