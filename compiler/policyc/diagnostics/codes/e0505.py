"""除数可能为0。

为什么：除以0没有结果。编译器接受的政策，对任何许可的输入都要算得出结果。

例：`input 人数 as heads : 人` 之后写 `rule 人均 as per_head = 费用 / 人数 rounded to 0.01元/人`：人数的默认范围从0开始。

怎么改：写明输入的范围（`input 人数 as heads : 人 in 1人 .. 1000人`），或者用 `max(人数, 1人)` 作除数。

The range of a divisor contains 0. Give the input a range without 0, or divide by max(divisor, least value).
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0505",
    zh="除数可能为0（取决于“{name}”）",
    en="the divisor may be 0 (it depends on {name})",
    help_zh="给“{name}”写明不含0的取值范围，或者把除数写成 max(除数, 最小值)",
    help_en="give {name} a range without 0, or divide by max(divisor, least value)",
)
