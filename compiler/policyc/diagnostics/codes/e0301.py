"""没有这个单位。

为什么：写错的单位会让金额和人数混在一起，所以只认已知的和声明过的单位。

例：`380块/人`；或 `费用/人数` 里把除法写成了单位。

怎么改：改成提示的单位；另有单位先写 `unit 床日`；要相除，就在 `/` 两边留空格。

An unknown unit. Correct it, declare it with `unit`, or put spaces around `/` where a division is meant.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0301",
    zh="没有单位“{unit}”",
    en="there is no unit “{unit}”",
    help_zh="{hint}",
    help_en="{hint}",
)
