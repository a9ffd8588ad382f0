"""没有任何输入符合要求：`require` 与输入的取值范围，或者与前面的 `require`，不可能同时成立。

为什么：这样的政策对谁都不适用。

例：`require 年龄 < 0岁 because "虚构"`，而年龄从0岁起。

怎么改：改正条件或者输入的取值范围。

The requirement contradicts the ranges of the inputs or an earlier requirement, so that every input would be refused.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0611",
    zh="没有任何输入符合全部 require",
    en="no input meets all that is required",
    help_zh="检查 require 与输入的取值范围",
    help_en="check the requirement against the ranges of the inputs",
)
