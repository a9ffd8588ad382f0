"""名称里没有汉字。

为什么：名称要让看文件的人一眼认出，并且不会与英文关键词混淆，所以至少有一个汉字。

例：`param contribution = 380元` 应写成 `param 个人缴费标准 as contribution = 380元`。

怎么改：换成含汉字的名称。

A name contains at least one Chinese character, so that it never looks like a keyword.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0108",
    zh="“{found}”不能作名称：名称至少要有一个汉字",
    en="“{found}” cannot be a name: a name contains a Chinese character",
    help_zh="换成中文名称，英文写在 as 之后；若想写的是关键词，请核对拼写",
    help_en="use a Chinese name, and the ASCII one after `as`",
)
