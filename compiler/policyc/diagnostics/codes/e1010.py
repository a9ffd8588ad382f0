"""替换语句与被替换的声明对不上。

为什么：表用行来替换，规则用 except when 来替换；替换表的一行，它的情形要与上位表里的行对得上，格数也要相同。

例：`override 支付比例表 { except when … }`，或者替换的行在上位表里没有。

怎么改：按提示改写。

A table is overridden by rows (of cases that it has, as wide as its own), a rule by `except when`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1010",
    zh="“{name}”不能这样替换：{why}",
    en="“{name}” cannot be overridden like this: {why}",
    help_zh="{hint}",
    help_en="{hint}",
)
