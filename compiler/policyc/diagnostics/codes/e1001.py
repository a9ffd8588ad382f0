"""写明的上位政策、被修订的政策或引用的政策找不到。

为什么：`under`、`amends`、`uses` 用代号（政策名后面 `as` 的名称）指明另一份政策，编译器在政策文件夹里按代号查找。

例：`under cn_2032`，而文件夹里只有 `cn_2023`。

怎么改：改正代号；或把那份政策放进政策文件夹。

A policy that is named by `under`, `amends` or `uses` cannot be found. It is looked for by its id in the policies
folder: correct the id, or
add the policy.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1001",
    zh="找不到代号为“{id}”的政策",
    en="no policy has the id “{id}”",
    help_zh="{hint}",
    help_en="{hint}",
)
