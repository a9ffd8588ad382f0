"""来源缺少应有的项。

为什么：标题、发文字号、发文机关和成文日期是公文的身份，缺了就难以查证。

例：`source 通知 as notice { title "…" }`。

怎么改：补上；确实不知道日期的写 `issued unknown`。

A source lacks what identifies an official document. Add it; write `issued unknown` where the date is not known.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0205",
    zh="来源“{name}”缺 {keys}",
    en="source “{name}” lacks {keys}",
    help_zh="补上；不知道日期的写 issued unknown",
    help_en="add it; write issued unknown where the date is not known",
    severity=Severity.WARNING,
)
