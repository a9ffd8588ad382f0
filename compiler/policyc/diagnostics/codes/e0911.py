"""文件写不了。

为什么：操作系统拒绝了写入：没有权限、磁盘已满，或输出的位置是一个文件。

例：`policyc build -o /root`。

怎么改：检查权限和磁盘；生成的文件可以用 `-o` 输出到别的文件夹。

The operating system refuses to write a file. Check permissions and the disk; what is built can go to another folder with -o.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0911",
    zh="写不了“{path}”：{reason}",
    en="cannot write {path}: {reason}",
    help_zh="检查权限和磁盘；生成的文件可用 -o 输出到别的文件夹",
    help_en="check permissions and the disk; what is built can go elsewhere with -o",
)
