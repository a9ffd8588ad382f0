"""同一地区、同一系列的两份政策的有效期重叠。

为什么：重叠的日子里两份政策都有效，查询只能取后开始的一份。后一份修订前一份的，应写 `amends`，前一份的有效期就到此为止。

例：一份从 2023-01-01 起没有截止日期，另一份从 2024-01-01 起。

怎么改：给前一份写上截止日期（`period 2023-01-01 .. 2023-12-31`），或者在后一份里写 `amends 前一份的代号`。

Two policies of one region and one series are in force at the same time; a look-up takes the later one. End the earlier period, or
say that the later policy amends the earlier.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0903",
    zh="{region}的“{series}”有两份政策同时有效：{earlier} 和 {later}，从 {first} 起{last}",
    en="two policies of “{series}” of {region} are in force at once, {earlier} and {later}, from {first}{last}",
    help_zh="给前一份写上截止日期，或者在后一份里写 amends",
    help_en="end the earlier period, or say that the later policy amends the earlier",
    severity=Severity.WARNING,
)
