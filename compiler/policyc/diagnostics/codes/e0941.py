"""典型家庭文件里有写错的键或值。

为什么：写错的键若不指出，就会悄悄少算一个人、少算一项费用。

例：`人口 = 3`（应为“人数”）；`人数 = 0`；没有写“成员”。

怎么改：家庭可以写名称、说明、对照、关注、情况、成员；成员可以写名称、人数、情况、事件；事件可以写名称、次数、情况。
人数、次数是正整数；政策的输入都写在“情况”里。

The file of typical households has a key that means nothing there, or a value of the wrong kind.
A household has name, description, twin, show, given, members; a member has name, people, given, events; an event has name,
times, given.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0941",
    zh="{where}：{reason_zh}",
    en="{where}: {reason_en}",
    help_zh="{help_zh}",
    help_en="{help_en}",
)
