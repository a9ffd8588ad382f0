"""典型家庭的一项情况，政策不受理。

为什么：值读得懂，但超出政策写明的范围，或者不合政策的要求；有关的项目算不出来，表里写明原因。

例：`缴费日期 = 2025-03-01`，而政策的缴费日期只到2023年12月31日。

怎么改：改成范围内的值；是为别的年度的政策写的，可以不改。

Something given for a typical household is out of the range that the policies admit; what depends on it is not worked out.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0941",
    zh="{reason}",
    en="{reason}",
    help_zh="改成范围内的值；是为别的年度写的，可以不改",
    help_en="give a value in range, unless it is meant for another year",
    severity=Severity.WARNING,
)
