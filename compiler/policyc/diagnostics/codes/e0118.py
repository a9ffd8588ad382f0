"""有看不见的控制字符。

为什么：控制字符、零宽字符和改变文字方向的字符看不见，却会让人看到的与编译器读到的不一样。文字和注释里也不允许。

例：从网页粘贴的引文里夹着一个零宽空格。

怎么改：删去这个字符。

What people see differs from what is read where control, zero-width or direction-changing characters stand.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0118",
    zh="此处有不允许的字符 {found}（{name}）",
    en="the character {found} ({name}) is not allowed",
    help_zh="删去它；它多半是从网页或公文里粘贴来的",
    help_en="delete it; it was probably pasted from elsewhere",
)
