"""对可能不封顶的数做了加减乘除。

为什么：不封顶不是一个数，没有办法相加相乘。

例：`param 封顶线 as cap : 元 = unlimited` 之后写 `rule 一半 as half = 封顶线 * 50%`。

怎么改：先用 `min(…, 封顶线)` 与它比出有限的数再算，或分情形写。

Arithmetic on what may be `unlimited`, which is no number. Compare it first (`min(x, cap)`), or treat the case apart.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0318",
    zh="可能不封顶的数不能用“{op}”运算",
    en="“{op}” does not apply to what may be unlimited",
    help_zh="先用 min(…) 与它取小再算，或分情形写",
    help_en="take min(…) with it first, or treat the case apart",
)
