"""声明不在条款之内。

为什么：数字、规则和措施都要说明出自哪一条款，所以写在条款之内。

例：文件的最外层写了 `param 个人缴费标准 …`。

怎么改：移到条款之内。

Figures, rules and measures stand inside the clause that says so.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0120",
    zh="{keyword} 要写在条款（clause）的大括号之内",
    en="{keyword} must stand inside a clause",
    help_zh='放进 clause 来源 "条款标题" {{ … }} 之内；也检查上文是否多了一个 }}',
    help_en='put it inside clause source "heading" {{ … }}; or look for a superfluous }} above',
)
