"""政策写了原文没有的语气。

为什么：`may` 是原文允许，`explore` 是原文要求探索，`principally` 是原文说“原则上”；原文没有这样的词，就是改了要求的强弱。

例：原文“完善用药保障机制”，政策写 `may`。

怎么改：改成 must 或 should；去掉 principally。

The policy says may, explore or principally where no word of the sentence does.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0814",
    zh="“{name}”写了 {word}，原文这一句没有这样的词",
    en="“{name}” says {word}, which no word of the sentence supports",
    help_zh="按原文改语气",
    help_en="follow the text",
)
