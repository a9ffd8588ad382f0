"""兜底什么也兜不到：前面的各个情形已经写全。

为什么：留着它，以后增加的类别会被它悄悄收进去。

例：`cases { when 断保 > 3年 -> 1元  when 断保 <= 3年 -> 2元  otherwise -> 3元 }`

怎么改：删去 `otherwise`，或者删去最后一个条件。

The cases before it are already complete. Remove the catch-all.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0602",
    zh="otherwise 什么也兜不到：前面已经写全了",
    en="this catch-all catches nothing: all cases are written out",
    help_zh="删去 otherwise",
    help_en="remove it",
    severity=Severity.WARNING,
)
