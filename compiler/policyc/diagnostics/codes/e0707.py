"""对一切情形的核对不成立：有一种情形下它是假的。

为什么：`check for all` 说的是每一种输入、每一个允许的数。只要有一种情形不成立，这句话就不成立：要么规则录错了，要么文件
没有这样保证。信息里给出的是最小、最整的一种情形，已用求值器重新算过；没有写明的数（`>= 640元`、unspecified）在它们的范围内都
算数。

例：`rule 报销 as benefit = 70% * 费用 rounded to 0.01元` 之下写 `check for all 报销 < 费用`，费用为0元时报销也是0元。

怎么改：对照原文改规则或改这条核对；不可能的输入用 `require` 排除；只在某些情形下成立的，写成 `not (情形) or …`。

A `check for all` claims something of every input and every admissible figure, and here is a case in which it is false: the
smallest round one, worked out by the reference evaluator. Correct the rule or the claim, or exclude impossible inputs.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0707",
    zh="不是一切情形都成立：{case}时，{worked}",
    en="this does not hold in every case: with {case}, {worked}",
    help_zh="请对照原文改规则或改这条核对；不可能的输入用 require 排除",
    help_en="correct the rule or the claim; exclude impossible inputs with require",
)
