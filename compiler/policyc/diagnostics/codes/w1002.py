"""目标与上位政策的同名目标不一致。

为什么：地方的目标低于国家的同名目标，通常是写错了；不是同一个目标的，应当换一个名称。

例：国家 `target 参保率 >= 99%`，市 `target 参保率 >= 95%`。

怎么改：改正数字，或换一个名称。

A target falls short of the target of the same name above. Correct it, or give it another name.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W1002",
    zh="目标“{name}”{stated}，与{policy}的同名目标（{above}）不符",
    en="target “{name}” {stated} does not keep to the target of {policy} ({above})",
    help_zh="核对是不是同一个目标：不是的，换一个名称",
    help_en="check whether it is the same goal; if not, give it another name",
    severity=Severity.WARNING,
)
