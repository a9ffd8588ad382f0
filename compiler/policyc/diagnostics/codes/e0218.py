"""没有这个类型。

为什么：类型是 bool、date、month、year、%、分类的名称，或者单位。

例：`input 等级 as grade : 医院级别`，而没有这个分类。

怎么改：改正写法，或先声明这个分类或单位。

A type that is neither a word of the language nor a declared enum or unit.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0218",
    zh="没有类型“{name}”",
    en="there is no type “{name}”",
    help_zh="{hint}；类型可以是 bool、date、month、year、%、分类名或单位",
    help_en="{hint}; a type is bool, date, month, year, %, an enum or a unit",
)
