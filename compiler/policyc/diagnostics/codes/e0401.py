"""这种类型不能写这种界限。

为什么：不低于、不超过、左右只对数量有意义；日期、分类、是与否只能写“是”什么。

例：`param 起始日 as start >= 2023-01-01`。

怎么改：用 `=`。

Bounds other than `=` are for finite amounts only.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0401",
    zh="{found} 不能用“{op}”",
    en="“{op}” does not apply to {found}",
    help_zh="用 =",
    help_en="use =",
)
