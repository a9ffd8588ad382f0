"""金额可能比分还细，却没有写明怎样取整。

为什么：两个程序各按各的办法取整，同一个人会差一分钱。由谁取整、取到哪一位，应当写在规则里。

例：`rule 补助 as aid = 62.5% * 费用`，费用精确到分，结果可以有五位小数。

怎么改：在规则、表或分段的末尾写 `rounded to 0.01元`（四舍五入；也可用 `down`、`up`、`half even`）。
中间结果可以写成 `part`，不取整。

An amount of money can be finer than 0.01元 and nothing says how it is rounded. Rounding is never done in silence: say it at
the end of the rule, table or scale. A `part` stays exact.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0501",
    zh="“{name}”的结果可能细到小数点后{places}位，金额只到分",
    en="{name} can have {places} decimal places, but money has two",
    help_zh="写明如何取整，例如在末尾加 rounded to 0.01元",
    help_en="say how to round it, for example: rounded to 0.01元",
)
