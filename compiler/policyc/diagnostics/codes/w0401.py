"""比例写成了整数，百分号可能漏了。

为什么：75 就是 7500%。比例忘了写百分号，算出来的金额会大一百倍，而类型上没有毛病。

例：`param 支付比例 as rate = 75`。

怎么改：写成 `75%`；确实是75倍的，写成 `7500%`，或者改一个不叫“比例”“率”的名称。

A rate is written as a whole number, so that it is a hundred times what it probably should be. Write 75%, or, where it is
meant, 7500%.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0401",
    zh="“{name}”写的是 {text}，也就是 {percent}，是不是漏了百分号？",
    en="“{name}” is {text}, which is {percent}: is the per cent sign missing?",
    help_zh="写成 {text}%；确实是 {percent} 的，就写 {percent}",
    help_en="write {text}%, or {percent} if that is what is meant",
    severity=Severity.WARNING,
)
