"""情形没有写全：有的输入落不到任何一支、一行、一列或一段。

为什么：漏掉的情形不会自己变成0，也不会自己变成默认值。编译器把输入的全部取值合在一起核对，漏了哪怕一天、一分钱，也举出具体的例子。

例：`match 年龄 { < 60岁 -> 1元  > 60岁 -> 2元 }` 漏了正好60岁的。

怎么改：补写漏掉的情形；文件没有写明结果的，写 `-> unspecified`；不可能出现的，用 `require` 排除；
其余都一样的，写 `otherwise because "理由"`。

Some inputs meet no arm, row, column or bracket. All inputs are looked at together; the message shows one case, with values.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0601",
    zh="“{name}”没有写全：{case}时，没有一处适用",
    en="{name} is not complete: nothing applies when {case}",
    help_zh="{hint}",
    help_en="{hint}",
)
