"""没有引文。

为什么：每个数字和每项措施都要能回到原文。由别的数推算的，写成算式；原文没有、
由编制人设定的，用 because 说明理由。0、1、舍入单位和12个月/年不需要引文。

例：`param 个人缴费标准 as c = 380元/人/年`，后面没有 quote。

怎么改：加上 quote；推算的写成算式；设定的写 because。

A figure or measure has no quote. Quote the source, write derived figures as formulas, or give a reason with because.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0807",
    zh="“{name}”没有引文",
    en="“{name}” has no quote",
    help_zh="加上 quote；推算的写成算式；设定的写 because “理由”",
    help_en="add a quote, write a formula, or give a reason with because",
)
