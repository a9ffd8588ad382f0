"""适用条件永远不会成立：没有人适用这条规则。

为什么：多半是数字或者符号写错了。

例：`rule 补助 as aid only when 年龄 < 0岁 = 10元`

怎么改：改正 `only when` 的条件。

No admissible input meets the “only when” of this rule, so it never applies to anybody.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0612",
    zh="“{name}”的 only when 永远不会成立，这条规则对谁都不适用",
    en="{name} never applies: its “only when” can never hold",
    help_zh="检查条件与输入的取值范围",
    help_en="check the condition against the ranges of the inputs",
)
