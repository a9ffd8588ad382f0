"""关键词拼写有误。

为什么：此处只能用固定的几个关键词，写错一个字母就读不懂了。

例：`parm 个人缴费标准 as contribution = 380元`，应为 param；`param 个人缴费标准 ass contribution = 380元`，应为 as。

怎么改：按提示改正。

A keyword is misspelt.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0103",
    zh="不认识“{found}”，是不是“{guess}”？",
    en="unknown word “{found}”: did you mean “{guess}”?",
    help_zh="改为 {guess}",
    help_en="write {guess}",
)
