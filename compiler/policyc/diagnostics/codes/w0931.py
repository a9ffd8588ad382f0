"""那一天本地没有有效的政策，用的是上级的。

为什么：`地区@日期` 从本地找起，本地在那一天没有有效的政策的，找上级的。结果因此不是本地的标准，这里提醒一声。

例：`policyc diff 枣庄市@2025-06-01 cn_2024`，而枣庄市收录的政策只到 2023 年。

怎么改：要看本地的，换一个日期，或者写本地政策的代号；就是要看上级的，不必改。

On that day the region has no policy of its own in force, so the one of the level above is taken.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0931",
    zh="“{argument}”：{region}在那一天没有有效的政策，用的是{level}的 {id}",
    en="{argument}: nothing of {region} itself is in force on that day; {id} of {level} is taken",
    help_zh="要看本地的，换一个日期，或写本地政策的代号",
    help_en="for the region's own, give another day, or the id of its policy",
    severity=Severity.WARNING,
)
