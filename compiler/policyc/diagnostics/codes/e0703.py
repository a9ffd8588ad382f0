"""示例不符：按规则算出的结果与示例写明的不同。

为什么：示例是写在规则旁边的检验；带原文的示例还是文件自己举的例子。不符，说明规则或示例有一个录错了。

例：`rule 双倍 as double = 费用 * 2` 之下写 `example "不等" { given 费用 = 1元  expect 双倍 == 3元 }`，应为3元，实得2元。

怎么改：对照原文检查规则（相关位置已标出）和示例；没有把握时，用 `policyc eval` 加 `--explain` 看计算过程。

An expectation of an example is false: the message shows what was expected, what came out and the inputs given; the rule is
marked. Correct the rule or the example, whichever does not say what the document says.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0703",
    zh="示例“{title}”不符：应有“{expected}”，实为{got}{given}",
    en="example “{title}” fails: expected “{expected}”, got {got}{given}",
    help_zh="请对照原文检查规则和示例，两者必有一误",
    help_en="compare the rule and the example with the document; one of them is wrong",
)
