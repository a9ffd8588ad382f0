"""分段的界限没有逐段升高。

为什么：后一段的上限不高于前一段，这一段就是空的。

例：`scale 支付 as pay on 费用 { up to 10万元 -> 60%  up to 1.4万元 -> 50%  above -> 70% }`。

怎么改：从低到高排列，`above` 放在最后。

The brackets of a scale must rise, `above` comes last.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0407",
    zh="分段的界限要逐段升高：{why}",
    en="the brackets of a scale must rise: {why}",
    help_zh="从低到高排列，above 放在最后",
    help_en="from low to high, above last",
)
