"""数字与单位之间有空格。

为什么：金额连同单位是一个整体，中间有空格就成了两样东西。原文引号之内照原样写，不受影响。

例：`640 元/人/年` 应写成 `640元/人/年`。

怎么改：去掉空格。

A figure and its unit are one word. Inside a quote the text stays as it is in the document.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0107",
    zh="“{found}”中数字与单位之间不能有空格",
    en="no space may stand between the number and its unit in “{found}”",
    help_zh="写成 {text}",
    help_en="write {text}",
)
