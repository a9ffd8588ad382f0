"""`previous` 写在了递推之外，或括号里不是同一份记录的递推。

为什么：只有逐年计算的递推才有“上一年”。

例：`rule 甲 = previous + 1年`；`track 甲 over 参保年度 = previous(个人缴费标准)`。

怎么改：把规则写成 `track … over 记录`，或去掉 previous。

`previous` is a track's own value a record before, `previous(x)` another track's of the same history; nothing else has one.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0223",
    zh="这里没有上一条记录可读：{why}",
    en="there is no record before to read here: {why}",
    help_zh="previous 只写在 track 里，括号里是同一份记录的递推",
    help_en="previous stands in tracks only; in brackets, a track of the same history",
)
