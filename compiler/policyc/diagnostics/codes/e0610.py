"""分段没有从低到高：一段的上限不高于前一段。

为什么：分段计算从0起逐段累加，次序乱了，中间的部分会被算两次或者漏算。

例：`up to 10万元 -> 60%` 之后又写 `up to 1.4万元 -> 0%`。

怎么改：按从低到高的次序写；没有上限的一段写 `above`，放在最后。

A bracket's upper end is not above that of the bracket before it. Write brackets from the lowest to the highest.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0610",
    zh="分段的上限必须一段比一段高{case}",
    en="the brackets must rise from one to the next{case}",
    help_zh="按从低到高的次序写各段",
    help_en="write the brackets from the lowest to the highest",
)
