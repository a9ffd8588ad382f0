"""范围的两端写反了。

为什么：从大到小的范围里什么也没有。

例：`match 年龄 { 70岁 .. 60岁 -> 1元 }`。

怎么改：小的写在前面。

The range is empty: its first end is above the second.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0312",
    zh="范围 {low} .. {high} 是空的",
    en="the range {low} .. {high} is empty",
    help_zh="小的写在前面",
    help_en="write the lower end first",
)
