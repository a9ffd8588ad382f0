"""递推把自己上一年的值乘以小数（或除），小数位数逐年增加。

为什么：几十年之后的位数没有意义，也算不下去。

例：`track 余额 as balance over 年度 from 0元 = previous * 102.5%`

怎么改：写 `previous * 102.5% rounded to 0.01元`。

A track that multiplies its own last value by a fraction gets more decimal places with every record. Round it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0508",
    zh="“{name}”每过一条记录就更细一些，要写明舍入",
    en="“{name}” gets finer with every record: say how it is rounded",
    help_zh="在公式后面加 rounded to {unit}",
    help_en="add rounded to {unit} to the formula",
)
