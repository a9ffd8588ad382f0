"""几份政策对同一列的要求没有交集，造不出一份都适用的虚构人群。

为什么：`policyc synth 甲 乙` 造一份两边都能用的人群，同名的列只造一列，它的值要两边都接受；
类型不同，或取值范围、分类没有共同的部分，就没有这样的值。

例：一份政策的 level 是医院级别，另一份的 level 是金额。

怎么改：分开造两份；或者用 `policyc rename` 给其中一列换个代号。

Two policies know a column of the same ASCII name as different things, so no population serves both. Make one for each, or
rename one of the two.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1170",
    zh="几份政策的“{name}”（{labels}）没有共同的值，造不出都适用的人群",
    en="the policies have no value of {name} in common ({labels}): no population serves all of them",
    help_zh="分开造，或给其中一个换代号",
    help_en="make one for each, or rename one of the two",
)
