"""规定数值只用一个等号。

为什么：两个等号是比较，一个等号才是规定数值。

例：`param 个人缴费标准 as contribution == 380元` 应写成 `=`。

怎么改：改为 `=`。

Two equals signs compare; one states a value.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0113",
    zh="规定数值写 =，这里写了 ==",
    en="write = to state a value",
    help_zh="改为 =",
    help_en="write =",
)
