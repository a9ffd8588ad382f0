"""同一地区、同一系列的两份政策之间有一段时间没有政策。

为什么：落在这段时间里的日期查不到任何一份政策，查询会报错。也许是缺了一份文件，也许是有效期写短了。

例：一份到 2023-12-31，下一份从 2024-02-01 起，一月没有政策。

怎么改：补上缺的文件，或者改正 `period` 一行；确实中断的，不必处理。

Between two policies of one region and one series there is a time that none covers. Add the missing document or correct the
period.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0902",
    zh="{region}的“{series}”在 {first} 至 {last} 没有政策：{earlier} 到期后，{later} 还没有开始",
    en="“{series}” of {region} has no policy from {first} to {last}, between {earlier} and {later}",
    help_zh="补上缺的文件，或者改正 period 一行",
    help_en="add the missing document, or correct the period",
    severity=Severity.WARNING,
)
