"""分出的组太多。

为什么：按编号、金额、日期这样的列分组，几乎一人一组，表没有人看得完。

例：`--by 姓名`。

怎么改：先归并成几类（年龄段、地区），作为数据文件的一列，再按这一列分组。

There are more groups than a reader could go through. Group by a column with fewer values, such as age bands.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1123",
    zh="按{by}分出的组超过 {most} 个",
    en="grouping by {by} makes more than {most} groups",
    help_zh="先把它归并成几类，作为文件的一列，再按这一列分组",
    help_en="make classes of it in a column of the file, and group by these",
)
