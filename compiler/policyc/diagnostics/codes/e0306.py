"""比例加减时写的是百分数，不是百分点。

为什么：“提高5%”说不清是加5个百分点，还是增加原来的5%。

例：`param 支付比例 as rate = 70%` 之后写 `rule 提高后 as raised = 支付比例 + 5%`。

怎么改：加5个百分点写 `+ 5个百分点`；增加原来的5%写 `* 105%`。

A bare percentage is added to a rate. Write `5个百分点` for points, or `* 105%` for 5% of it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0306",
    zh="比例加减 {text} 意思不明",
    en="adding {text} to a rate is ambiguous",
    help_zh="加减百分点写 {fixed}；按比例增减用乘法",
    help_en="write {fixed} for percentage points, or multiply",
)
