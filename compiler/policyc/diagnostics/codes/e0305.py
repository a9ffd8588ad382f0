"""几个并列的结果类型不同。

为什么：同一条规则在不同情形下的结果、同一张表的各格，必须是同一种东西。

例：`match 分档 { 西部 -> 512元/人/年  中部 -> 60% }`。

怎么改：把它们改成同一类型、同一单位。

Alternatives (arms, cells, arguments) are not of one type.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0305",
    zh="这里是 {found}，其余的是 {expected}",
    en="this is {found}, the others are {expected}",
    help_zh="并列的结果要是同一类型、同一单位",
    help_en="alternatives must be of one type and unit",
)
