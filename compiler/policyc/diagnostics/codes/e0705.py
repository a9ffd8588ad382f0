"""示例状态不符：结果的状态与示例期望的不同。

为什么：`expect 名 is …` 断言一个结果未明确（unspecified）、不适用（none）、缺少输入（missing）或输入被拒绝（refused）。
实际的状态不是这样，往往是兜底的分支吞掉了本应空缺的情形，或者条件写错了。

例：`rule 高龄 as aged = 年龄 >= 80岁` 之下写 `example "甲" { given 年龄 = 3岁  expect 高龄 is unspecified }`。

怎么改：对照原文检查规则的条件和分支；规则无误的，改示例的期望。

`expect name is …` names a state that the result does not have; the message shows what came out. Often a catch-all swallowed
the case. Compare the rule's conditions with the document, or correct the expectation.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0705",
    zh="示例“{title}”不符：“{rule}”应为{expected}，实为{got}{given}",
    en="example “{title}” fails: expected “{rule}” to be {expected}, got {got}{given}",
    help_zh="请对照原文检查规则的条件和分支，或修改示例的期望",
    help_en="compare the rule's conditions with the document, or correct the expectation",
)
