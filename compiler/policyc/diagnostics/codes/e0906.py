"""两份政策用了同一个代号。

为什么：生成的文件以代号命名，后写的会盖掉先写的。

例：policies/2023.pol 和 policies/2023-old.pol 都写 `as cn_2023`。

怎么改：给其中一份换一个代号，或用 `-o` 输出到不同的文件夹。

Two policies bear the same id, so their generated files would overwrite each other. Rename one, or build into different folders.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0906",
    zh="代号 {id} 已经由 {other} 使用",
    en="the id {id} is already taken by {other}",
    help_zh="换一个代号，或用 -o 输出到别的文件夹",
    help_en="rename one of them, or build into another folder with -o",
)
