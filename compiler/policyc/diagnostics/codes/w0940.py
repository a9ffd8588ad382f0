"""典型家庭里的一个名称，两份政策都没有，像是写错了。

为什么：两份政策都没有的输入不会用到，都没有的项目不会列出；写错一个字，这一项就悄悄不见了。

例：`个人缴费标谁`。

怎么改：改成政策里的名称；确实是别的政策的名称，可以不改。

A name given for a typical household is in neither policy, and nearly one that is. Mend it, unless another policy has it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0940",
    zh="两份政策都没有“{name}”，是不是“{near}”？",
    en="neither policy has “{name}”; did you mean “{near}”?",
    help_zh="写错了就改过来；是别的政策的名称，可以不改",
    help_en="mend it, unless another policy has such a name",
    severity=Severity.WARNING,
)
