"""条件不是“是”或“否”。

为什么：when、if、and、or、not、require、check、expect 后面要能判断真假。

例：`if 档 then 1元 else 2元`。

怎么改：写成判断，例如 `分档 == 西部`。

A condition must be true or false: compare it with something.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0310",
    zh="条件要能判断真假，这里的是 {found}",
    en="a condition must be true or false, this is {found}",
    help_zh="写成比较，例如 分档 == 西部",
    help_en="compare it with something, such as 分档 == 西部",
)
