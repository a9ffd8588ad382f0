"""名称不能用在这里。

为什么：输入、参数、规则、分类、来源各有用处：参数不能由输入算出，分类不是一个值。

例：`param 应缴 as due = 费用 * 2`，其中“费用”是输入。

怎么改：对照提示改用别的名称，或把声明改成合适的一种（例如把 param 改成 rule）。

A name is used where something of its kind cannot stand: a param that reads an input, an enum used as a value.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0212",
    zh="“{name}”是{kind}，不能用在这里",
    en="“{name}” is {kind} and cannot be used here",
    help_zh="{why}",
    help_en="{why}",
)
