"""除号两边要有空格。

为什么：数字之后紧跟 `/` 和汉字，读作单位，例如 `380元/人`。要除以一个名称，除号两边必须有空格。

例：`input 人数 as heads : 人` 之后写 `rule 人均 as per_head = 380元/人数`，应写成 380元 / 人数。

怎么改：在除号两边加空格。

A slash without spaces belongs to a unit. To divide by a name put spaces around it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0114",
    zh="“{found}”被读成一个带单位的数，而“{name}”是另外声明的名称",
    en="“{found}” is read as one figure with a unit, but “{name}” is a declared name",
    help_zh="如果要除以它，写成 {text}",
    help_en="to divide by it, write {text}",
)
