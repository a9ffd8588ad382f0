"""计算中断。

为什么：内存或磁盘不够，或者数据超出了编译时证明过的范围。没有写出任何文件，原有的文件没有动。

例：`--memory 50MB`，而一组数据已不止这么多。

怎么改：内存不够的，加大 `--memory`，或用 `--rules` 少算几条规则；磁盘不够的，换一个文件夹；其他情形请把提示发给维护者。

The calculation stopped: out of memory or disk, or a value beyond the range that was proved. Nothing was written.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1109",
    zh="计算中断，没有写出任何文件：{reason}",
    en="the calculation stopped, nothing was written: {reason}",
    help_zh="{hint}",
    help_en="{hint}",
)
