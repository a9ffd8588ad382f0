"""递推读了一条规则（或 `from` 读了字段），而那条规则读的是同一份记录的最后一条。

为什么：递推逐年往前走，某一年的结果不能取决于以后的年份。

例：`track 甲 over 参保年度 = 乙`，而 `rule 乙 = 连续参保年数 * 2`。

怎么改：把“乙”也写成 `track … over 参保年度`，或不读它。

A track goes from record to record; it cannot read a rule that looks back on all of them. Make that rule a track too.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0222",
    zh="“{name}”已经把“{history}”读到了最后一条，递推里不能再读它",
    en="“{name}” has read “{history}” to its last record: a track cannot read it",
    help_zh="把它要用的部分也写成 track，或让递推不读它",
    help_en="make what is needed of it a track, or do not read it here",
)
