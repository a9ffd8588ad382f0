"""不写政策名的数字在几份引用的政策里都有。

为什么：只有一份引用的政策有这个参数时，可以直接写它的名称；有几份时要写明是哪一份。

例：`uses cn_2024` 和 `uses cn_2025` 都有“个人缴费标准”。

怎么改：写 `cn_2025.个人缴费标准`。

A bare name is read from the only policy in use that has it. Where several have it, qualify it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1015",
    zh="几份引用的政策都有“{name}”：{policies}",
    en="several policies that are used have “{name}”: {policies}",
    help_zh="写明是哪一份：{hint}",
    help_en="say which: {hint}",
)
