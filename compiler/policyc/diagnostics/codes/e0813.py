"""原文的条件没有写进政策。

为什么：“有条件的地区可”与“各地应当”是两回事；漏掉限制词，就改了政策的意思。

例：原文“有条件的地区可将……用于加强门诊保障”，政策写 `must` 而没有 condition。

怎么改：写明条件、语气或 principally；不必写的，用 because 或 assume 说明理由。

A condition word of the sentence (有条件的, 符合条件的, 除外, 原则上, 可, 探索) is met by nothing in the policy, nor waived
with a reason.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0813",
    zh="原文写“{word}”，“{name}”没有写出来",
    en="the text says “{word}”, which “{name}” does not state",
    help_zh="{fix}；不必写的，用 because 或 assume 说明",
    help_en="{fix}, or waive it with because or assume",
)
