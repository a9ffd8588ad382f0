"""数值可能过大：某一步的数（按最小单位的整数计）可能不小于10的36次方。

为什么：各种目标语言的整数都有上限，超过以后有的报错，有的悄悄变成另一个数。编译器要求事先证明不会发生。

例：六个默认范围（0至1亿元，精确到分）的金额连乘。

怎么改：给影响最大的输入写明取值范围（`in 0元 .. 1000万元`），或者在中间取整。

An intermediate value can reach 10**36 as an integer of its scale. Bound the input that contributes most, or round in between.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0504",
    zh="此处的数可能超过{digits}位，无法保证精确计算；影响最大的是“{name}”",
    en="values here can exceed {digits} digits, more than is computed exactly; {name} contributes most",
    help_zh="给“{name}”写明取值范围，例如 in 0元 .. 1000万元",
    help_en="give {name} a range, for example: in 0元 .. 1000万元",
)
