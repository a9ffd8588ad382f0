"""写下的数字不在引文里。

为什么：引文在、数字却不对，是最难看出来的错。政策里写的每个数都要在所引的几个字里找得到，写成 640、80%、1.4万、
四年、百分之七十、全额都可以；0、1 和舍入单位除外。

例：`param 个人缴费标准 as c = 390元/人/年 quote "个人缴费标准达到每人每年 380 元"`。

怎么改：改数字，或引上带有这个数字的那几个字；由别的数推算出来的，写成算式。

The figure does not occur in the quote beside it. Mend the figure or the quote; write derived figures as formulas.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0802",
    zh="引文里没有“{figure}”",
    en="“{figure}” does not occur in the quote",
    help_zh="{hint}",
    help_en="{hint}",
)
