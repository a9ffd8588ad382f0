"""输入的范围写得不对。

为什么：范围要从小到大，两端是确定的数，从下限按步长正好数到上限。

例：`input 费用 as fee : 元 in 100元 .. 0元`。

怎么改：对照提示改正。

The range of an input: from low to high, both known, a step above 0 that leads from one end to the other.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0405",
    zh="输入的范围不对：{why}",
    en="the range of the input is not valid: {why}",
    help_zh="{help}",
    help_en="{help}",
)
