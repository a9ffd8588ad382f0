"""只有规则才有这样的状态。

为什么：未明确、不适用、被拒绝、缺输入说的都是规则的结果。

例：`param 标准 as standard = 380元` 之后写 `example "甲" { expect 标准 is none }`。

怎么改：写规则的名称；参数和输入用 `expect 名称 == 值`。

States (unspecified, none, refused, missing) are those of rules.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0410",
    zh="“{name}”是{kind}，不是规则，没有“{state}”这种状态",
    en="“{name}” is a {kind} and no rule: it is never “{state}”",
    help_zh="写规则、表或分段的名称",
    help_en="name a rule, a table or a scale",
)
