"""没有引文，也没有公式用到。

为什么：有引文的数是文件的一部分；既没有引文又没人用的，多半是写漏了什么。

例：`part 起付线 as line = 2000元`，没有规则读它。

怎么改：补上引文，在规则里用上它，或删去它。

A param or part that no formula reads and that quotes nothing. Quote it, use it or remove it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0204",
    zh="{kind}“{name}”既没有引文，也没有用到",
    en="{kind} “{name}” is neither quoted nor used",
    help_zh="补上引文，用上它，或删去它",
    help_en="quote it, use it or remove it",
    severity=Severity.WARNING,
)
