"""一个算式里的项太多。

为什么：太长的算式人读不懂，也无法可靠地生成程序。

例：几百个数连加。

怎么改：用 `part 名 = …` 分段，或改用表。

A formula with this many terms cannot be read by people. Name its parts, or use a table.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0116",
    zh="这个算式有 {terms} 项，太长了：连同外层最多 {limit} 项",
    en="this formula has {terms} terms: at most {limit} in all",
    help_zh="用 part 把其中一段单独命名，或改用表",
    help_en="name a part of it with `part`, or use a table",
)
