"""要求总是成立：输入的取值范围已经保证了它，它不会拒绝任何输入。

为什么：写了却不起作用，多半是数字写错了，或者该由输入的取值范围来限定。

例：`require 年龄 >= 0岁 because "虚构"`。

怎么改：删去，或者改正条件。

No admissible input fails this requirement. Remove it, or correct it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0606",
    zh="这条 require 总是成立",
    en="this requirement always holds",
    help_zh="删去，或者检查条件",
    help_en="remove it, or check the condition",
    severity=Severity.WARNING,
)
