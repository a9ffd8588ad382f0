"""数字没有写单位。

为什么：数字不写单位就是比例，60 和 60岁 不是一回事；单位不全，程序无从发现算错的量纲。

例：`年龄 >= 60`、`费用 - 500`。

怎么改：把单位写在数字后面：`年龄 >= 60岁`。

A number without a unit is a rate, and here an amount is needed. Write the unit behind the number.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0323",
    zh="“{text}”没有写单位，这里的单位应当是 {unit}",
    en="“{text}” has no unit; the unit needed here is {unit}",
    help_zh="写成 {fixed}；如果按别的单位计，写那个单位",
    help_en="write {fixed}, or another unit that can be turned into it",
)
