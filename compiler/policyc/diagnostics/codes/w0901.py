"""输出文件夹里留有改名前生成的文件。

为什么：政策换了代号，生成的文件也换了名字，旧文件还在原处，别人可能仍在使用它。

例：`as cn_2023` 改为 `as cn_2023_notice` 后，generated/cn_2023.py 还在。

怎么改：确认没有人再用，删去旧代号的文件；`__init__.py` 已不再列它。

The output folder still has files of a policy that now bears another id. Delete them when nobody uses them.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0901",
    zh="“{path}”是 {file} 改名前的代号 {id} 生成的",
    en="{path} was built from {file} under its former id {id}",
    help_zh="确认没有人再用之后，删去旧代号的文件",
    help_en="delete the files of the former id when nobody uses them",
    severity=Severity.WARNING,
)
