"""分类的成员与另一个名称相同。

为什么：公式里写这个名称时，说不清指的是成员还是那个输入、参数或规则。

例：`enum 人群 as group { 学生 as student }` 与 `input 学生 as pupil : bool`。

怎么改：给其中一个改名。

A member of an enum has the name of an input, param, rule or target; a formula could mean either. Rename one of them.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0202",
    zh="分类“{enum}”的成员“{name}”与已声明的名称相同",
    en="member “{name}” of enum “{enum}” has the name of another declaration",
    help_zh="给其中一个改名",
    help_en="rename one of them",
)
