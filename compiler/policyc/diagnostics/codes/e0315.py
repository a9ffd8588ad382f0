"""看不出这里是什么类型。

为什么：unspecified、unlimited 和重名的成员要靠旁边的东西确定类型，这里没有。

例：`param 定额 as quota = unspecified` 没有写类型；两个分类都有成员“其他”。

怎么改：声明类型，例如 `param 定额 as quota : 元/人/年 unspecified`。

The type of `unspecified`, `unlimited` or of a member that several enums have cannot be told here. Declare the type.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0315",
    zh="看不出“{word}”在这里是什么类型",
    en="the type of “{word}” cannot be told here",
    help_zh="声明类型，例如 : 元/人/年",
    help_en="declare the type, for example : 元/人/年",
)
