"""示例给的不是确定的值。

为什么：示例要能重复：给出的值不能再依赖别的东西。

例：`param 起付 as deductible = 500元` 之下写
`example "甲" { given 费用 = 起付 + 1元  expect 费用 == 501元 }`。

怎么改：写成数字。

An example gives values: literals, not formulas of other names.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0409",
    zh="给“{name}”的要是确定的值",
    en="what is given for “{name}” must be a value",
    help_zh="写成数字、日期或成员",
    help_en="write a number, a date or a member",
)
