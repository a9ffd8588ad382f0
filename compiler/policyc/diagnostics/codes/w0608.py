"""判断的结果不随输入变化：总是“是”，或者总是“否”。

为什么：判断总是一个结果，就谁也没有区分出来，多半是条件之间互相矛盾，或者数字、符号写错了。

例：`rule 高龄 as aged = 年龄 >= 60岁 and 年龄 < 50岁`。

怎么改：对照原文改正条件；本来就是定论的，直接写 true 或 false。

The rule is true, or false, for every admissible input, so that it tells nobody from anybody. Correct the condition, or write
true or false itself.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0608",
    zh="“{name}”总是“{always}”，不随输入变化",
    en="{name} is {always} for every input",
    help_zh="检查条件之间是否矛盾、数字和符号是否写错",
    help_en="look for conditions that contradict each other, and for wrong figures or signs",
    severity=Severity.WARNING,
)
