"""CSV 的表头有问题。

为什么：每列要有一个名称，而且各不相同，才说得清哪一列是哪一项。

例：表头是 `姓名,金额,金额`。

怎么改：改表头，每列一个名称。

The header of the CSV file has a column without a name, or two of the same name (letters' case apart).
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1110",
    zh="表头有问题：{reason}",
    en="the header will not do: {reason}",
    help_zh="改表头，每列一个名称，互不相同",
    help_en="give every column a name of its own",
)
