"""两份政策没有可以逐人比较的规则。

为什么：逐人比较的是规则算出的结果；两份政策没有共同的规则，就没有可比的数。

例：`policyc compare-run cn_2021 cn_2022 …`，而其中一份只有标准和措施，没有规则。

怎么改：标准、措施的变化用 `policyc diff` 比较；分别测算用 `policyc run`。

The two policies have no rule in common that could be worked out for each person. Use `policyc diff`, or `policyc run` for each.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1121",
    zh="{old} 与 {new} 没有可以逐人比较的规则",
    en="{old} and {new} have no rule in common that can be compared person by person",
    help_zh="标准、措施的变化用 policyc diff 比较",
    help_en="compare figures and measures with policyc diff",
)
