"""错误太多。

为什么：一个文件里的语法错误太多时，后面的不再列出。

例：整个文件不是政策文件。

怎么改：先改正列出的错误。

Only the first errors of a file are listed.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0119",
    zh="错误太多，只列出前 {limit} 处",
    en="too many errors: only the first {limit} are shown",
    help_zh="先改正这些，再检查一次",
    help_en="mend these and check again",
)
