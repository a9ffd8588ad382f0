"""结果可能除不尽，却没有写明怎样取整。

为什么：除不尽的数写不进合同和账目，总要在某处取整；取在哪里、怎样取，应当写明。

例：`rule 月均 as monthly = 费用 / 12`：费用为100元时等于8.333…元。

怎么改：在规则末尾写 `rounded to 0.01元`；比例可以写 `rounded to 0.0001`。

The result of a rule can be a number without a finite decimal (a division that does not come out). Say how it is rounded.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0502",
    zh="“{name}”的结果可能是除不尽的小数",
    en="{name} may have no finite decimal",
    help_zh="写明如何取整，例如在末尾加 rounded to {unit}",
    help_en="say how to round it, for example: rounded to {unit}",
)
