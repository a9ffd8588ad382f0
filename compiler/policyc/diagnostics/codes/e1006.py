"""这样的声明不能细化、替换或修订。

为什么：`refine` 针对参数，而且是上位政策留有余地的参数；由其他参数算出的数随它们而定，已经写死的数没有余地。规则用
`override`，口径用 `take`。

例：上位政策 `param 筹资标准 = 人均财政补助标准 + 个人缴费标准`，这里写 `refine 筹资标准 = 1020元/人/年`。

怎么改：按提示改用别的写法，或删去这一句。

What is derived from other figures, or is no open figure, cannot be refined; a rule is overridden, a reading taken.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1006",
    zh="{word} 不适用于“{name}”：{why}",
    en="{word} does not fit “{name}”: {why}",
    help_zh="{hint}",
    help_en="{hint}",
)
