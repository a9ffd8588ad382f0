"""那一天有几份政策，不知道指哪一份。

为什么：一个地区可以同时有几个系列的政策（如年度通知和参保长效机制）。`地区@日期` 没有写是哪个系列；比较时按另一方的系列选，
另一方也定不下来的，就要写明。

例：`policyc diff CN@2025-06-01 370000@2025-06-01`，两边都有两个系列。

怎么改：写政策的代号。

Several series have a policy in force there on that day, and the other side of the comparison does not decide which is meant.
Name the policy by its id.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0937",
    zh="“{argument}”可以指{count}份政策：{candidates}",
    en="{argument} may mean {count} policies: {candidates}",
    help_zh="写其中一份的代号",
    help_en="give the id of one of them",
)
