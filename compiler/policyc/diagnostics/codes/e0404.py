"""未明确的参数没有写类型。

为什么：没有数字可看，编译器不知道它是金额、比例还是日期。

例：`param 定额 as quota unspecified`。

怎么改：写明类型：`param 定额 as quota : 元/人/年 unspecified`。

An unspecified param must declare its type.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0404",
    zh="未明确的参数要写明类型",
    en="an unspecified param must declare its type",
    help_zh="例如 param 定额 as quota : 元/人/年 unspecified",
    help_en="for example: param 定额 as quota : 元/人/年 unspecified",
)
