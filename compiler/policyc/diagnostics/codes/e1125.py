"""没有这个口径，或这个口径没有这个选项。

为什么：`--reading 口径=选项` 按文件的另一种读法计算，口径和选项都要是政策里写明的。

例：`--reading 零报销口径=全年`，而政策里的选项是别的名称。

怎么改：照提示改名称；名称和代号都可以写。不写 `--reading` 的，按政策采用的读法。

What `--reading READING=OPTION` names is no reading of the policy, or no option of it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1125",
    zh="{reason}",
    en="{reason}",
    help_zh="写成 --reading 口径=选项",
    help_en="write --reading READING=OPTION",
)
