"""地方的数字超出上位政策规定的范围。

为什么：上位政策写“不低于640元”，地方可以定640元、650元，不能定630元；也不能只说“不低于600元”，因为那样620元也行。
地方的规定必须整个落在上位规定之内。

例：上位 `param 人均财政补助标准 >= 640元/人/年`，这里 `refine 人均财政补助标准 = 630元/人/年`。

怎么改：改正数字。上位写明原则上（`principally`）的，可以在这里写 `because "…"` 说明偏离的理由。

A refinement must lie wholly within what the policy above says. Correct the figure; from a bound that is
`principally` one may depart
with `because`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1007",
    zh="“{name}”{stated}，不符合 {policy} 的规定（{above}）：{case}",
    en="“{name}” {stated} does not keep to what {policy} says ({above}): {case}",
    help_zh="{hint}",
    help_en="{hint}",
)
