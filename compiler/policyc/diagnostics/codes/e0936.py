"""那一天没有有效的政策。

为什么：`地区@日期` 指的是那一天在那个地区有效的政策，从本地找起，本地没有的找上级。过期的政策不会拿来顶替。

例：`policyc diff CN@2035-06-01 CN@2025-06-01`，而最近的政策只到 2025 年。

怎么改：换一个日期，或者直接写政策的代号。

No policy is in force on that day, neither of the region nor of those above it. Give another day, or name a policy by its id.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0936",
    zh="“{argument}”：{why}",
    en="{argument}: no policy is in force there on that day ({why})",
    help_zh="换一个日期，或写政策的代号",
    help_en="give another day, or the id of a policy",
)
