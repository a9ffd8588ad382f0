"""细化、修订的名称在那份政策里没有。

为什么：`refine`、`override`、`take`、`amend`、`withdraw`、`keep` 只能针对那份政策里已有的名称；上位政策改了名，这里也要跟着改。

例：上位政策叫“人均财政补助标准”，这里写 `refine 财政补助标准 = 640元/人/年`。

怎么改：改正名称；如果是新的规定，用 `param`、`rule` 另行声明。

The policy that is refined or amended has no such name. Correct it, or declare something new.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1005",
    zh="{policy} 没有“{name}”",
    en="{policy} has no “{name}”",
    help_zh="{hint}",
    help_en="{hint}",
)
