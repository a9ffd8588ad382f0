"""来源的这一项写法不对。

为什么：文字要加引号，日期不加，只有发文机关可以有几个。

例：`issued "2023年7月26日"`。

怎么改：对照提示改写。

A line of a source block has the wrong form: text in quotes, dates without, several values for issuers only.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0413",
    zh="“{key}”的写法不对",
    en="“{key}” has the wrong form",
    help_zh="写成 {form}",
    help_en="write it as {form}",
)
