"""引文在来源文本里找不到。

为什么：每处引文都应当是原文里的几个字，抄错一个字就可能抄错一个数。比对时不计空白、换行和全角半角之别。

例：原文是“每人每年 380 元”，引文写成“每人每年370元”。

怎么改：从原文里照抄。

The quote does not occur in the source's text (white space and full-width forms apart). Copy it from the text.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0801",
    zh="来源“{source}”里没有“{quote}”",
    en="“{quote}” does not occur in {source}",
    help_zh="{hint}",
    help_en="{hint}",
)
