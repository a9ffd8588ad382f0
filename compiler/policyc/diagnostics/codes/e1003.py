"""指明的政策本身有错误。

为什么：继承、细化、修订都以那份政策为准；它不成立时，这里说什么都没有依据。错误只在那份政策里报一次，这里指出位置。

例：`under cn_2023`，而 cn_2023 里有没有声明的名称。

怎么改：先改正那份政策。

A policy that is named here has errors of its own. They are told there, once; mend them first.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1003",
    zh="“{id}”有 {count} 处错误，先改正它",
    en="“{id}” has errors ({count}): mend it first",
    help_zh="改正 {file}",
    help_en="mend {file}",
)
