"""要算的数据读不了。

为什么：文件不存在、没有权限、已损坏，或者不是后缀所说的格式。什么也没有写出。

例：`--input people.parquet`，而这个文件其实是 CSV。

怎么改：照提示检查文件。CSV 请存为 UTF-8（GB18030 也能读），有逗号的内容要加引号，引号要成对。Excel 表格请另存为 CSV。

The data cannot be read: no such file, no permission, damaged, or not what its ending says. Nothing was written.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1106",
    zh="数据读不了：{reason}",
    en="the data cannot be read: {reason}",
    help_zh="检查文件名、权限和格式",
    help_en="check the name, the permissions and the format of the file",
)
