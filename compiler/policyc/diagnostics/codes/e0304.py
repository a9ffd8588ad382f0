"""这里需要另一种类型。

为什么：声明了类型的地方，公式算出来的必须是它。

例：`rule 补助 as aid : 元/人/年 = 80%`。

怎么改：改公式，或改声明的类型。数字别忘了写单位。

A formula of one type where another is needed. Change the formula or the declared type; a number may lack its unit.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0304",
    zh="这里需要 {expected}，写的是 {found}",
    en="{expected} is needed here, this is {found}",
    help_zh="{hint}",
    help_en="{hint}",
)
