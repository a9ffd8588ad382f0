"""分类没有用到。

为什么：多半是漏写了用它的输入。

例：`enum 医院等级 as level { 一级 as l1, 二级 as l2 }`，没有输入或规则是这个类型。

怎么改：删去它，或声明用它的输入。

Nothing is of this enum. Remove it, or declare what uses it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0202",
    zh="分类“{name}”没有用到",
    en="enum “{name}” is not used",
    help_zh="删去它，或声明用它的输入",
    help_en="remove it, or declare the input that uses it",
    severity=Severity.WARNING,
)
