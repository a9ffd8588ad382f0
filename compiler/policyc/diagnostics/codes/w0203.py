"""单位没有用到。

为什么：多半是别处把单位写成了另一个字。

例：`unit 床日`，没有一个数用它。

怎么改：删去它，或在数字里用上它。

No figure or type has this unit. Remove it, or use it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0203",
    zh="单位“{name}”没有用到",
    en="unit “{name}” is not used",
    help_zh="删去它，或在数字里用上它",
    help_en="remove it, or use it",
    severity=Severity.WARNING,
)
