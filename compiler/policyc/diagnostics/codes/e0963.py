"""这个名称不是一年一个数，列不成历年变化。

为什么：`policyc trend` 列出参数、目标，以及不需要输入的规则。随情形而变的规则，每一种情形有自己的结果；措施没有数额。

例：`policyc trend 中央财政补助`，它按西部、中部、东部各有不同。

怎么改：随情形而变的规则，用 `policyc diff` 逐年比较；措施的历年变化，看不写名称的 `policyc trend`。

A trend is of params, targets and rules that read no input. Compare other rules with `policyc diff`;
measures are in `policyc trend` without a name.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0963",
    zh="“{name}”{why_zh}，列不成历年变化",
    en="{name} {why_en}, and has no trend",
    help_zh="规则用 policyc diff 逐年比较；措施看不写名称的 policyc trend",
    help_en="compare rules with policyc diff; measures are in policyc trend without a name",
)
