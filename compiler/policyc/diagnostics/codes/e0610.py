"""分段没有从低到高：有的情形下，一段的上限低于前一段的上限（或者低于0）。

为什么：分段计算从0起逐段累加，次序乱了，中间的部分会被算两次或者漏算。

例：`up to 起付标准 -> 0%` 之后写 `up to 500元 -> 60%`，而三级医院的起付标准是800元。

怎么改：按从低到高的次序写；没有上限的一段写 `above`，放在最后。

In some case a bracket ends below the bracket before it, or below 0. Write brackets from the lowest to the highest.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0610",
    zh="分段的上限不能低于前一段{case}",
    en="a bracket must not end below the one before it{case}",
    help_zh="按从低到高的次序写各段",
    help_en="write the brackets from the lowest to the highest",
)
