"""生成的文件与政策文件不一致。

为什么：`policyc build --check` 用来在合并之前确认 generated/ 里的文件就是由现在的政策生成的。

例：改了 policies/2023.pol，没有重新编译就提交。

怎么改：运行 `policyc build`，把生成的文件一并提交。

With --check: a generated file is missing, or is not what the policies give now. Run policyc build and commit the result.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0908",
    zh="“{path}”{state_zh}",
    en="{path} is {state_en}",
    help_zh="运行 policyc build 重新生成；手工改过的，加 --force",
    help_en="run policyc build, with --force where it was edited by hand",
)
