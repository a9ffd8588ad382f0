"""生成的文件被手工改过，不覆盖。

为什么：生成的文件里记着自己内容的校验值；对不上，说明有人改过它，直接覆盖会丢掉改动。
不是本编译器生成的同名文件也一样不动。

例：在 generated/cn_2023.py 里直接改了数字，又运行 `policyc build`。

怎么改：把改动写回 .pol 文件；确定不要了，用 `--force` 覆盖。

A generated file was edited by hand, or is not a generated file at all, and is not overwritten. Make the change
in the .pol file, or use --force.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0907",
    zh="“{path}”被手工改过，没有覆盖",
    en="{path} was edited by hand and is not overwritten",
    help_zh="把改动写回 .pol 文件；不要改动时用 --force",
    help_en="make the change in the .pol file, or use --force to discard it",
)
