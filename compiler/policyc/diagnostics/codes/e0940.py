"""典型家庭文件不是合格的 TOML。

为什么：典型家庭写在 households.toml 里，每行是“名称 = 值”，文字要加引号；读不懂的文件不会猜着用。

例：`名称 = 三口之家`，文字没有加引号。

怎么改：按提示的位置改，文字加英文双引号：`名称 = "三口之家"`。

The file of typical households is no valid TOML. Mend it where the message points; texts stand in double quotes.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0940",
    zh="典型家庭文件读不懂：{reason}",
    en="this is no valid TOML: {reason}",
    help_zh='每行写成 名称 = "值"，文字加英文双引号',
    help_en='write name = "value", texts in double quotes',
)
