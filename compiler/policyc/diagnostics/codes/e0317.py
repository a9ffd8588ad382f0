"""舍入写得不对。

为什么：舍入要有单位，单位要与被舍入的数一致，方式只能有一种。

例：`费用 rounded to 1个月`、`费用 rounded down`（没有写到哪一位）。

怎么改：写成 `rounded to 0.01元`，需要时加 `down`、`up`、`half even`。

`rounded` needs a unit of the operand's own, and one mode at most.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0317",
    zh="{why}",
    en="{why}",
    help_zh="例如 rounded to 0.01元、rounded down to 1元",
    help_en="for example: rounded to 0.01元, rounded down to 1元",
)
