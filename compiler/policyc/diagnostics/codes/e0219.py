"""这句话写在这里没有意义，或写了两次。

为什么：`principally`、`more is better`、`because` 只对某些声明有意义；写在别处会让人以为它起作用。

例：`check 甲 == 乙 more is better`。

怎么改：删去它，或移到它所说的那个声明后面。

An annotation that means nothing here, or that is repeated. Remove it, or move it to the declaration it is about.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0219",
    zh="“{word}”写在这里没有意义，或写了两次",
    en="“{word}” means nothing here, or is repeated",
    help_zh="删去它",
    help_en="remove it",
)
