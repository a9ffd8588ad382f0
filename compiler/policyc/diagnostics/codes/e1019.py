"""废止的内容还有规定要用。

为什么：废止一个参数或规则后，其他规定还要用它的值，就算不出来了。

例：`withdraw 个人缴费标准`，而筹资标准等于它与财政补助之和。

怎么改：同时用 `amend` 改写或用 `withdraw` 废止那些规定。

Something that is withdrawn is still read by what is kept. Amend or withdraw that too.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1019",
    zh="“{name}”废止后，{readers}还在读它",
    en="“{name}” is withdrawn but still read by {readers}",
    help_zh="同时修订或废止它们",
    help_en="amend or withdraw those too",
)
