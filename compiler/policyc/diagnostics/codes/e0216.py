"""分类里没有这个成员。

为什么：成员要逐字写对，写错的情形永远不会出现。

例：`match 档 { 西郊 -> 1元  中部 -> 2元  东部 -> 3元 }`，而“分档”的成员是西部、中部、东部。

怎么改：改成列出的成员之一，或在分类里加上它。

An enum has no such member. Use one of those listed, or add it to the enum.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0216",
    zh="分类“{enum}”没有成员“{name}”",
    en="enum “{enum}” has no member “{name}”",
    help_zh="成员有：{members}",
    help_en="its members: {members}",
)
