"""兜底什么也兜不到：其余各支、各行、各种情形已经写全。

为什么：留着它，以后增加的类别会被它悄悄收进去，不会报“没有写全”。

例：`match 参保 { true -> 1元  false -> 2元  otherwise -> 3元 }`

怎么改：删去 `otherwise`；`cases` 里也可以删去最后一个条件。

The other arms or cases are already complete. Remove the catch-all, which would swallow a member that is added later.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0606",
    zh="otherwise 什么也兜不到：前面已经写全了",
    en="this catch-all catches nothing: all cases are written out",
    help_zh="删去 otherwise",
    help_en="remove it",
)
