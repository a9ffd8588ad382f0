"""文件里已有与结果同名的列。

为什么：文件原有的各列照样写进结果；同名的话，就分不清哪一列是算出来的。

例：文件里已有 enrolment_aid 一列，又要算 enrolment_aid。

怎么改：写 `--prefix 新_`，结果的列名前就都加上“新_”；或者改原来的列名。

The file has a column of the same name as a result. Give results a prefix with `--prefix`, or rename the column.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1104",
    zh="文件里已有与结果同名的列：{column}",
    en="the file has columns already that are called as results are: {column}",
    help_zh="写 --prefix 文字，给结果的列名加上前缀；或者改原来的列名",
    help_en="use --prefix TEXT for the names of results, or rename the column",
)
