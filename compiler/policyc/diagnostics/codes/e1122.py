"""不能按这一列分组。

为什么：`--by` 写的要是数据文件里的一列，而且一行只有一个值；一列逐年记录没有可分组的值。

例：`--by 地区`，而文件里没有“地区”列。

怎么改：照提示改列名；写文件里的列名，或输入的中文名、代号，用逗号隔开。

What `--by` names is no column of the file, or is a list of records.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1122",
    zh="不能按“{name}”分组：{reason}",
    en="cannot group by “{name}”: {reason}",
    help_zh="写文件里的列名，或者输入的中文名、代号",
    help_en="name a column of the file, by either name of the input that it is",
)
