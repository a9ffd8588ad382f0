"""数字里有千分位逗号。

为什么：逗号用来分隔几个值，所以金额里不能写千分位。

例：`1,000元` 会被读成 1 和 000元。

怎么改：去掉逗号；确是两个数时，在逗号之后加空格。

A comma separates values, so a figure is written without thousands separators.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0106",
    zh="“{found}”里的逗号会被读成两个数的分隔",
    en="the commas in “{found}” separate two numbers",
    help_zh="如果是一个数，写成 {text}；如果是两个数，在逗号后加一个空格",
    help_en="one number: write {text}; two numbers: put a space after the comma",
)
