"""没有这条规则。

为什么：`--rules` 里的每一项都要是政策的一条规则；中间步骤（part）不单独输出。

例：`--rules 资助`，而规则叫“资助额”。

怎么改：照提示改名称；规则写中文名或代号都可以，用逗号隔开。

What `--rules` names is no rule of the policy, or an inner step that has no result of its own.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1111",
    zh="政策 {policy} 没有规则“{name}”{near}",
    en="policy {policy} has no rule “{name}”{near}",
    help_zh="写规则的中文名或代号，用逗号隔开",
    help_en="write names or aliases of rules, with commas between",
)
