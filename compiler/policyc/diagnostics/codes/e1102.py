"""列的类型不对。

为什么：列的类型读不成输入的值。金额尤其不能用浮点数（DOUBLE、FLOAT）：它存不准角和分，算出来会差一分。

例：“金额”一列是 DOUBLE。先在来源中写 `CAST(金额 AS DECIMAL(18, 2))`。

怎么改：照提示转换这一列，再运行。CSV 的各列都按文字读，不会有这个问题。

The column's type cannot be read as the input; binary fractions (DOUBLE) are never exact amounts.
Cast the column as the message says.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1102",
    zh="“{column}”列是 {found}，“{name}”要用 {wanted}",
    en="column “{column}” is {found}; “{name}” takes {wanted}",
    help_zh="{fix}",
    help_en="{fix}",
)
