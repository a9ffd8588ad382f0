"""要比较的规则不是两份政策都有。

为什么：逐人比较要求两份政策都有这条规则，而且结果是同一类东西（都是元/年、都是月份）；只有一份有的，没有可比的另一边。

例：`policyc compare-run cn_2022 cn_2023 … --rules 资助额`，而 cn_2022 没有“资助额”。

怎么改：照提示换一条规则；单看一份政策的结果用 `policyc run`。

What `--rules` names is no rule of both policies, or comes to something of another type in each.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1120",
    zh="“{name}”不是两份政策都有、可以逐人比较的规则{near}",
    en="“{name}” is no rule that both policies have and that can be compared{near}",
    help_zh="可以比较的有：{there}",
    help_en="these can be compared: {there}",
)
