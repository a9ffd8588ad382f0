"""这种输入不能写范围。

为什么：分类和是与否的值已经全部列出。

例：`input 参保 as enrolled : bool in 0 .. 1`。

怎么改：删去范围。

An enum or bool has no range: its values are all listed.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0406",
    zh="“{name}”是 {found}，不能写范围",
    en="“{name}” is {found} and has no range",
    help_zh="删去范围",
    help_en="remove the range",
)
