"""政策的规则算不成列。

为什么：数据库里的整数最多 38 位。某个中间结果可能超过这么多位，就不能保证逐分不差，所以不算。

例：把几个很大的数连着相乘，输入又没有写上限。

怎么改：给输入写上实际的范围（`in 0元 .. 1亿元`）；或者用 `--rules` 只算其他规则。

Numbers in a database have 38 digits at most, and a step of this policy may need more. Give the inputs their true ranges, or ask
for other rules.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1112",
    zh="政策 {policy} 的规则算不成列：{reason}",
    en="the rules of {policy} cannot be columns: {reason}",
    help_zh="给输入写上实际的范围，或者用 --rules 只算其他规则",
    help_en="give the inputs their true ranges, or ask for other rules with --rules",
)
