"""读另一份政策的数字读不到。

为什么：`cn_2023.人均财政补助标准` 读的是那份政策自己的参数；要先在头部用 `under`、`amends` 或 `uses` 写明那份政策，
而且它有这个参数。

例：没有写 `uses cn_2025`，公式里写 `cn_2025.个人缴费标准`。

怎么改：在头部写明，或改正名称。

A figure of another policy is read by its qualified name; the policy must be named in the head and have such a param.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1014",
    zh="不能读“{name}”：{why}",
    en="“{name}” cannot be read: {why}",
    help_zh="{hint}",
    help_en="{hint}",
)
