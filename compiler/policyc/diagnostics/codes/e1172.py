"""这个输入的值放不进一列。

为什么：虚构人群的每一列是64位以内的整数，或者小数位数固定、去掉小数点后在64位以内的小数；范围的起点超出它的，放不下。

例：`input 资产 as assets : 元 in 10000000000亿元 .. 20000000000亿元`。

怎么改：给输入写一个够用的范围和间隔。

The values of an input fit in no column: with their decimal places they are beyond 64 bits. Give it a range and a step that
suffice.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1172",
    zh="“{name}”的值放不进一列：超出64位",
    en="the values of {name} fit in no column: they are beyond 64 bits",
    help_zh="给它写够用的范围和间隔",
    help_en="give it a range and a step that suffice",
)
