"""`year_of(记录)` 是记录的年份，`of events` 的记录没有年份，只有先后。

为什么：同一年可以有几次事件。

例：`year_of(住院记录)`，而它是 `history 住院记录 as stays of events …`。

怎么改：在记录里声明一个字段，例如 `入院日期 as admitted : date`。

Records of events are only ordered. Give them a field for the date.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0228",
    zh="“{name}”是事件记录，没有年份",
    en="“{name}” is a history of events, which have no year",
    help_zh="需要年份的，给记录加一个字段：年份 as … : year",
    help_en="add a field for it: 年份 as … : year",
)
