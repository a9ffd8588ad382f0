"""画不成图：没有可画的数，或者各年的计量单位不同。

为什么：阶梯图只有一条纵轴，单位不同的数不能画在一起；没有写明数额的年份画不出来，全都没有写明，就没有图。

例：`policyc trend 新增筹资用于门诊比例 --format svg`，而各年都没有写明这个比例。

怎么改：用 `--format text`、`md`、`html` 看表。

A step chart has one axis: there must be a number, and all of one unit. The table is there in any other format.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0964",
    zh="“{name}”画不成图：没有可画的数，或者各年的计量单位不同",
    en="{name} cannot be drawn: there is no number, or the units differ",
    help_zh="用 --format text、md 或 html 看表",
    help_en="see the table with --format text, md or html",
)
