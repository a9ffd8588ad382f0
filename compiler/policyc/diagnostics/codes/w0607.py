"""默认值永远用不上：各条例外合起来包括了全部情形。

为什么：读者会以为默认值是一般情况。

例：`rule 补助 as aid = 10元 { except when 参保 -> 0元  except when not 参保 -> 5元 }`

怎么改：改正例外的条件；确实没有默认的，改用 `match` 或者 `cases`。

Together the exceptions hold in every case. Correct them, or write match or cases where there is no default.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0607",
    zh="例外已经包括全部情形，“{name}”的默认值永远用不上",
    en="the exceptions take all cases: the default of {name} is never used",
    help_zh="检查例外的条件，或者改用 cases、match",
    help_en="check the exceptions, or use cases or match",
    severity=Severity.WARNING,
)
