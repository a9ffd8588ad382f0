"""函数的参数不对。

为什么：每个函数要几个、要什么类型是定好的。

例：`age(出生日期)` 缺少计算周岁的日期。

怎么改：对照提示补上或改正。

The arguments of a function are too many, too few or of the wrong type.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0314",
    zh="{name}() 要{wanted}，这里给的是{found}",
    en="{name}() takes {wanted}; given here: {found}",
    help_zh="补上或改正括号里的值",
    help_en="complete or correct what stands in the brackets",
)
