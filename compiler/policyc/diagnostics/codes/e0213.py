"""公式读了目标。

为什么：目标是要达到的，不是已经达到的；用它来算会把愿望当成事实。

例：`target 支付目标 as goal ~ 70%` 之后写 `rule 报销 as benefit = 支付目标 * 费用`。

怎么改：规则要用这个数，就把它声明为 `param`；是观测值，就声明为 `input`。

A formula reads a target. A target is a goal and no fact: declare a param or an input for what rules calculate with.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0213",
    zh="“{name}”是目标，公式不能读目标",
    en="“{name}” is a target, which formulas never read",
    help_zh="要用来计算，请声明为 param 或 input",
    help_en="declare a param or an input to calculate with",
)
