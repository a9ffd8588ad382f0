"""结果没有地方写。

为什么：后缀不认识、文件夹不存在、没有权限，或者与输入是同一个文件。输入的文件从不改动，报告（`-o`）也不会写到输入或结果的文件上。

例：`--input people.csv --output people.csv`。

怎么改：换一个文件名，用 .parquet、.csv 或 .duckdb（写成 文件.duckdb::表）。

The result cannot be written there: an unknown ending, no such folder, no permission, or the same file as the input.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1107",
    zh="结果写不了：{reason}",
    en="the result cannot be written: {reason}",
    help_zh="换一个文件名或文件夹",
    help_en="choose another file or folder",
)
