"""没有先后的东西不能比大小。

为什么：普通分类只是几种情形，没有高低；是与否也没有。

例：`档 >= 中部`，而“分档”没有写 ordered。

怎么改：只用 `==`、`!=`、`in`；确有高低的分类声明为 `enum ordered`。

An ordering of what has no order. Use ==, != or in; declare the enum as `enum ordered` if it has an order.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0309",
    zh="{found} 没有大小先后，不能用“{op}”",
    en="{found} has no order, so “{op}” does not apply",
    help_zh="用 ==、!= 或 in；有高低之分的分类声明为 enum ordered",
    help_en="use ==, != or in; or declare the enum as ordered",
)
