"""情形与所比的东西类型不同。

为什么：按金额分的情形不能写成人群，按人群分的不能写成金额。

例：`match 档 { 1000元 -> 1元 }`。

怎么改：写成所比的东西能有的值。

A pattern that what is matched can never be.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0311",
    zh="“{text}”不是 {expected} 的值",
    en="“{text}” is no value of {expected}",
    help_zh="写成所比的东西能有的值",
    help_en="write a value that what is matched can have",
)
