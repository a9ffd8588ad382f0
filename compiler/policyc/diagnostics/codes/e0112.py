"""比较要用两个等号。

为什么：一个等号是规定数值，两个等号是比较。条件、核对和示例的结果里都是比较。

例：`check 筹资标准 = 1020元/人/年` 应写成 `check 筹资标准 == 1020元/人/年`。

怎么改：改为 `==`。

One equals sign states a value; two compare. Conditions, checks and expectations compare.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0112",
    zh="比较是否相等要写 ==，这里写了 =",
    en="write == to compare",
    help_zh="改为 ==",
    help_en="write ==",
)
