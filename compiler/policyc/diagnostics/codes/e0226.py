"""`at most` 说明记录最多有几条。

为什么：编译器据此算出数值的范围。

例：`history 参保年度 as years at most 0 { … }`

怎么改：写实际可能的最大条数，例如 `at most 40`。

How many records there can be bounds every value; it is a whole number from 1 to 1000.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0226",
    zh="at most 后面要是1到1000的整数，不能是 {text}",
    en="at most is followed by a whole number from 1 to 1000, not {text}",
    help_zh="写最多有多少条记录",
    help_en="say how many records there are at most",
)
