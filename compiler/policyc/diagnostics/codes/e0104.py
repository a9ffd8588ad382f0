"""缺少代号。

为什么：Python、JSON 和数据库里用英文代号称呼它，所以名称之后要写 `as 代号`。

例：`param 个人缴费标准 contribution = 380元` 少了 `as`。

怎么改：在名称之后写 `as` 和代号；代号由小写字母、数字和下划线组成。

Generated code calls a declaration by its ASCII name, which follows `as`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0104",
    zh="“{name}”之后缺少“{as_}”和英文代号",
    en="“{name}” needs `{as_}` and an ASCII name after it",
    help_zh="写成：{name} {as_} {example}",
    help_en="write: {name} {as_} {example}",
)
