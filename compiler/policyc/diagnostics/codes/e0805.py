"""引文在原文里，但不在所属的条款里。

为什么：同一个数在通知里可能出现几次，意思各不相同（70%左右的支付比例、70%的统筹地区）；挂错条款就是引错依据。

例：写在 `clause 通知 "二、健全待遇保障机制"` 里的 `quote "不少于 70%"`，原文在第五条。

怎么改：把声明移到那一条下，或改引本条里的话。

The quote occurs in the text, but not inside the clause that it stands in. Move the declaration, or quote the clause.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0805",
    zh="“{quote}”不在条款“{clause}”里，{where}",
    en="“{quote}” is not inside clause “{clause}”; {where}",
    help_zh="移到所在的条款下，或改引本条里的话",
    help_en="move it to that clause, or quote this one",
)
