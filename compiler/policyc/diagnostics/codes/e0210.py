"""两个代号在生成的模块里相同。

为什么：参数写成大写常量，分类写成类名，两个代号可能因此变成同一个名称。

例：`param 甲 as aid = 1元` 之后又写 `param 乙 as aid = 2元`；或者分类 as a_b（类名 AB）与参数 as ab（常量 AB）。

怎么改：给其中一个换代号。

Two ASCII names are the same in the generated module (params are written in capitals, enums as classes). Change one.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0210",
    zh="代号“{alias}”{how}",
    en="“{alias}” {how}",
    help_zh="给其中一个换代号",
    help_en="change one of them",
)
