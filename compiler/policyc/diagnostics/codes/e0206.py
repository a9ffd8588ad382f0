"""只能写一次的一行写了两次。

为什么：两行不一样时，不知道以哪一行为准。

例：政策头里有两行 `year`，或一个示例两次给同一个输入赋值。

怎么改：只留一行。

A line that may stand once stands twice. Keep one of them.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0206",
    zh="“{line}”写了不止一次",
    en="“{line}” is written more than once",
    help_zh="只留一处",
    help_en="keep one of them",
)
