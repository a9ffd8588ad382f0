"""适用期间不对。

为什么：期间两端都包括在内，末日不能早于首日；修订的政策要晚于被修订的政策开始。

例：`period 2025-12-31 .. 2025-01-01`。

怎么改：改正日期。

A period includes both ends; it does not end before it begins, and an amendment begins after what it amends.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1016",
    zh="期间不对：{why}",
    en="wrong period: {why}",
    help_zh="写成 period 2023-01-01 .. 2023-12-31，或 period 2025-01-01 ..",
    help_en="write period 2023-01-01 .. 2023-12-31 or period 2025-01-01 ..",
)
