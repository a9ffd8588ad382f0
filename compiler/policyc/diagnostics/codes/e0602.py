"""冲突：例外、match 的各支、表的各行各列没有先后；有两处能同时成立，结果却不同。

为什么：由书写的先后来决定结果，读者看不出来，改动次序就会改变待遇。结果相同的（包括能证明相等的）可以同时成立。

例：`rule 缴费 as payment = 380元 { except when 年龄 >= 70岁 -> 0元  except when 参保 -> 5元 }`：
年满70岁而参保的，适用哪一条没有写明。

怎么改：使条件互不相交；一条是另一条的例外的，写在它的花括号里；确实按先后的，用 `cases`。

Exceptions, arms of a match, rows and columns have no order; two of them can hold at once and give different results.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0602",
    zh="“{name}”有两处同时成立而结果不同，例如：{case}",
    en="two parts of {name} hold at once with different results, for example when {case}",
    help_zh="使两处的条件互不相交，或者把其中一处写成另一处的例外；要分先后的，用 cases",
    help_en="make the conditions exclude each other, or nest one as an exception to the other; use cases for an order",
)
