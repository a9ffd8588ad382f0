"""典型家庭的一项情况，政策读不懂。

为什么：分类要写政策里有的名称，金额要写成数或带单位的数，日期写成 2023-06-15；读不懂的值不会当作没有填。

例：`分档 = "西北"`，而政策的分档只有西部、中部、东部。

怎么改：改成提示里列出的名称或写法。两份政策中有一份读得懂的，另一份里该户按“政策没有这种情况”列出，不算错误。

Something given for a typical household can be read by none of the policies that have such an input.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0943",
    zh="{reason}",
    en="{reason}",
    help_zh="改成这一输入能接受的值",
    help_en="give a value of this input",
)
