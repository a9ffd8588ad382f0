"""表的行列对不齐。

为什么：少一格或多一格，后面的数就都错位了。

例：`table 标准 as standard by 档, 参保 { columns true, false  西部: 1元  中部: 1元, 2元  东部: 1元, 2元 }`：西部一行少了一个值。

怎么改：每行的值与列数相同；按两项查的表写 `by 行, 列` 和 `columns`。

The shape of a table or scale: as many cells in each row as there are columns, columns where it is by two names.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0313",
    zh="{why}",
    en="{why}",
    help_zh="每行的值与列数相同；按两项查的表写 by 行, 列 和 columns",
    help_en="as many values in each row as there are columns; a table by two names has columns",
)
