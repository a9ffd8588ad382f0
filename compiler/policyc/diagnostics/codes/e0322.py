"""增减的量与规则的值不配。

为什么：plus、minus 增减的量要与规则的值同一单位，times 乘的是比例。

例：`rule 比例 as ratio = 70% { plus 5元 when 年龄 >= 60岁 }`。

怎么改：改成同一单位；按比例增减用 `times 110%`。

A modifier's amount does not go with the rule's value: the same unit for plus and minus, a rate for times.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0322",
    zh="{op} 的量是 {found}，规则的值是 {value}",
    en="{op} has {found}, the rule's value is {value}",
    help_zh="plus、minus 用同一单位，times 用比例；日期和分类不能这样增减",
    help_en="the same unit for plus and minus, a rate for times; amounts only",
)
