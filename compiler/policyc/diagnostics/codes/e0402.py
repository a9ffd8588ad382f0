"""上限小于下限。

为什么：没有一个数能同时满足两头。

例：`param 比例 as ratio in 75% .. 60%`。

怎么改：小的写在前面。

The upper end is below the lower one: no figure is in between.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0402",
    zh="{low} .. {high} 之间没有数",
    en="nothing lies in {low} .. {high}",
    help_zh="小的写在前面",
    help_en="write the lower end first",
)
