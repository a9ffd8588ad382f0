"""找不到符合要求的输入，造不出虚构人群。

为什么：造出的每一行都要符合政策的 `require`（要求）；按声明的范围反复试，一组也没有符合的。
多半是要求之间互相矛盾，或者窄得碰不到。

例：`require 补缴年数 > 断保年数` 与 `require 补缴年数 <= 断保年数` 同时写在一份政策里。

怎么改：检查这些输入的要求；确实只有极少的取值，就把输入的范围（`in … .. …`）写窄。

No inputs were found that meet what the policy requires of them, so no population can be made. Look at the requirements of the
inputs that are named, or narrow their ranges.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1171",
    zh="找不到符合要求的输入：{names}",
    en="found no values that meet the requirements of {names}",
    help_zh="检查这些输入的要求，或把它们的范围写窄",
    help_en="look at what is required of them, or narrow their ranges",
)
