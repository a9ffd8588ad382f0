"""另一个来源写的是别的数。

为什么：`quote 来源 "…"` 引第二个来源作印证；数不同，就是两处之一错了，或说的不是一回事。
比较词不同（不低于／达到）不算错，列在核对表里。

例：通知写380元，`quote 报道 "每人每年400元"`。

怎么改：核对两处原文；说的不是一回事的，去掉这处印证。

The second source that is quoted as corroboration carries another number. Check both texts.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0815",
    zh="来源“{source}”写的不是“{figure}”：“{quote}”",
    en="{source} does not say “{figure}”: “{quote}”",
    help_zh="核对两处原文；不是一回事的不要引",
    help_en="check both texts; do not quote what speaks of something else",
)
