r"""文字里的反斜杠写法不对。

为什么：文字里的反斜杠只用来写英文双引号和反斜杠本身。

例：`"第一行\n第二行"` 里的 `\n`。

怎么改：写成 `\\`，或删去反斜杠。

In a string a backslash only stands before a quotation mark or another backslash.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0121",
    zh="文字里的 {found} 不是允许的写法",
    en="{found} is not an escape that strings know",
    help_zh='只有 \\" 和 \\\\ 两种；要写反斜杠本身请写 \\\\',
    help_en='there are only \\" and \\\\; write \\\\ for a backslash',
)
