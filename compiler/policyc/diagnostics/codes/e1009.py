"""替换的情形超出上位政策允许的范围。

为什么：上位政策没有明确（unspecified）的情形，下位可以规定；上位给了范围的，下位的结果必须证明在范围之内；
上位写明原则上（`principally`）的，下位说明理由（because）后可以不同。其他情形不能替换。

例：上位规定西部按人均财政补助标准的80%，这里 `override 中央财政补助 { except when 分档 == 西部 -> 500元/人/年 }`。

怎么改：改正结果，或删去这一情形。

An override is allowed where the policy above leaves the case open, where the result provably stays within what it
states, or where it says
`principally` and the override says `because`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1009",
    zh="“{name}”的这一情形不能替换：{why}",
    en="this case of “{name}” cannot be overridden: {why}",
    help_zh="改成与上位规定相符的值；或者删去这一情形",
    help_en="keep to what the policy above says, or remove the case",
)
