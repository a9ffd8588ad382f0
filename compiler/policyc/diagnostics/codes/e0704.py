"""示例无从判断：期望的式子算不出真假。

为什么：式子读到了未明确的数、没有给出的输入或不适用的规则，结果既不为真，也不为假。空缺不会被当作0。

例：`rule 补助 as aid = match 档 { 西部 -> 1元  中部 -> 2元  东部 -> unspecified }` 之下写
`example "东部" { given 档 = 东部  expect 补助 == 0元 }`。

怎么改：补上 `given`；如果结果本来就应当是空缺，写
`expect 名 is unspecified`（未明确）、`is missing`（缺少输入）或 `is none`（不适用）。

An expectation could be worked out neither as true nor as false: it met a hole, an input that is not given or a rule that does
not apply. Give the input, or expect the state itself with `is unspecified`, `is missing` or `is none`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0704",
    zh="示例“{title}”无从判断“{expected}”：{reason}{given}",
    en="example “{title}” cannot decide “{expected}”: {reason}{given}",
    help_zh="请补上输入；结果本应空缺的，写 expect 名 is unspecified、missing 或 none",
    help_en="give the input, or expect the state itself: expect name is unspecified, missing or none",
)
