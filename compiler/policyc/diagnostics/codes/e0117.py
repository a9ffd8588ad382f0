"""数字太长。

为什么：没有哪个政策数字需要这么多位，这多半是误敲。

例：一个一千位的数。

怎么改：改正数字。

No figure of a policy has this many digits.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0117",
    zh="这个数有 {digits} 位，最多 {limit} 位",
    en="this number has {digits} digits: at most {limit}",
    help_zh="检查是否多敲了数字",
    help_en="check for digits typed by mistake",
)
