"""比较的两边类型不同。

为什么：金额和比例、日期和月份之间没有大小之分。

例：`费用 >= 70%`。

怎么改：改成同一类型再比较，例如日期先用 month_of() 取月份。

What is compared is not of one type.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0303",
    zh="{left} 不能与 {right} 比较",
    en="{left} cannot be compared with {right}",
    help_zh="{hint}",
    help_en="{hint}",
)
