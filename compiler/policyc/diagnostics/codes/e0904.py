"""文件读不了。

为什么：操作系统拒绝了读取，多半是没有权限。

例：`chmod 000 policies/2023.pol` 之后再编译。

怎么改：检查文件和上级文件夹的权限。

The operating system refuses to read the file, usually for want of permission.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0904",
    zh="读不了文件：{reason}",
    en="cannot be read: {reason}",
    help_zh="检查文件和上级文件夹的权限",
    help_en="check the permissions of the file and of its folders",
)
