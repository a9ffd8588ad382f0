"""偏离上位规定、改用另一种口径没有说明理由。

为什么：上位写“原则上”的，可以偏离，但要说明理由；上位取了一种口径，下位取另一种，也要说明依据。

例：`take 多断保计法 = 逐年计` 后面没有 because。

怎么改：写 `because "…"`。

A departure from what is said `principally`, and the choice of another reading, need a reason.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1011",
    zh='{word} “{name}”要写 because "…" 说明理由',
    en='{word} of “{name}” needs because "…"',
    help_zh='在后面写 because "…"',
    help_en='write because "…" after it',
)
