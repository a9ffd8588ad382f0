"""参数的公式超出了四则、取大取小和舍入。

为什么：参数是文件定下的数，或由几个这样的数直接算出；要分情形的是规则。

例：`param 补助 as aid : 元 = if 1元 > 2元 then 1元 else 2元`。

怎么改：改成 `rule`，或改写成四则运算。

A param is a figure, or arithmetic (+ - * / min max rounded) of other params. What depends on a case is a rule.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0403",
    zh="参数只能由四则、min、max 和舍入算出",
    en="a param is worked out by arithmetic, min, max and rounding only",
    help_zh="要分情形或推算日期，请写成 rule",
    help_en="write a rule for what depends on a case or moves a date",
)
