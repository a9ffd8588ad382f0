"""条件太复杂：在规定的步数内核对不完。

为什么：步数有限，同一份文件在任何机器上结论都一样。没有核对完的，不能说“写全了”或者“没有冲突”。

例：一条规则里有几十条例外，每条各看十几个输入。

怎么改：把规则拆成几条，每条只看几个输入；或者写成表。

Deciding this takes more steps than the fixed limit allows. Split the rule, or write a table.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0609",
    zh="“{name}”的条件太复杂，无法在限度内核对",
    en="the conditions of {name} are too many to decide within the limit",
    help_zh="把它拆成几条规则，或者写成表",
    help_en="split it into several rules, or write a table",
)
