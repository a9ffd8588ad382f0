"""“其余”写了两次。

为什么：第一个已经包括了所有其余情形，第二个永远用不到。

例：`match 档 { 西部 -> 1元  otherwise because "甲" -> 2元  otherwise because "乙" -> 3元 }`。

怎么改：只留一处。

A second `otherwise` can never apply.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0320",
    zh="otherwise 已经写过",
    en="otherwise is already there",
    help_zh="只留一处",
    help_en="keep one of them",
)
