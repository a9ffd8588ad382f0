"""引用的系列在该地区、该日期没有政策。

为什么：`uses 系列名` 取同一地区（没有的，取上一级）在本政策开始之日适用的那一份政策。

例：`uses 居民医保年度通知`，而政策文件夹里没有这个系列的政策。

怎么改：补上那份政策，或直接写政策代号。

`uses SERIES` takes the policy of that series that holds at the same place (or the nearest level above) on the day
on which this policy
begins. Add it, or name a policy by its id.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1017",
    zh="系列“{series}”里没有 {region} 在 {day} 适用的政策",
    en="series “{series}” has no policy for {region} on {day}",
    help_zh="{hint}",
    help_en="{hint}",
)
