"""生成的文件写不了。

为什么：操作系统拒绝了写入：没有权限、磁盘已满，或输出的位置是一个文件。

例：`policyc build -o /root`。

怎么改：检查输出文件夹，或用 `-o` 换一个。

The operating system refuses to write the generated files. Check the output folder, or choose another with -o.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0911",
    zh="写不了“{path}”：{reason}",
    en="cannot write {path}: {reason}",
    help_zh="检查输出文件夹，或用 -o 换一个",
    help_en="check the output folder, or choose another with -o",
)
