"""门槛的用词与比较符号不符。

为什么：“满4年”含4年，是 >=；“超过4年”不含，是 >。差一点就差一批人。

例：原文“满4年”，政策写 `连续参保年数 > 4年`。

怎么改：按原文改符号：满、以上、不低于是 >=，超过是 >，不足、未满是 <，不超过、以内是 <=。

The threshold word of the text (满, 超过, 以上, 不足) and the comparison of the rule disagree.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0812",
    zh="原文写“{word}”{figure}，政策写的是 {sign}",
    en="the text says “{word}” of {figure}, the policy compares with {sign}",
    help_zh="满、以上是 >=，超过是 >，不足、未满是 <，以内是 <=",
    help_en="满 and 以上 are >=, 超过 is >, 不足 is <, 以内 is <=",
)
