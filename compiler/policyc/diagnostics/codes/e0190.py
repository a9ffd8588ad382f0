"""不能排版。

为什么：`policyc fmt` 写回文件之前，把排版后的文字再读一遍；内容或者注释与原来不完全相同，就不写。

例：policyc 自身有错，漏排了一条注释。

怎么改：文件没有改动，可以照常使用；请把文件发给维护者。

Before it writes, `policyc fmt` reads what it made. Where that does not say the same as before, with the same comments,
the file is left as it is. This is a mistake of policyc's own: please report it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0190",
    zh="排版会改变文件的内容，没有写回",
    en="formatting would change what the file says; it is left as it is",
    help_zh="这是 policyc 自身的错误，请把文件发给维护者",
    help_en="this is a mistake of policyc's own: please report it",
)
