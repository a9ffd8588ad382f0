"""数字旁边的用词与政策的写法不符。

为什么：“不低于640元”是下限，各地可以更高；写成 `=` 就把下限变成了定额。“不超过、最高、左右”也一样。

例：原文“不低于 640 元”，政策写 `= 640元/人/年`。

怎么改：按原文改符号；确有理由的写 because。

The words beside the number (not less than, at most, about) do not agree with how the policy states it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0808",
    zh="原文在“{figure}”旁边写的是“{word}”，政策写成了 {sign}",
    en="the text says “{word}” of {figure}, the policy {sign}",
    help_zh="改成 {fitting}，或写 because “理由”",
    help_en="write {fitting}, or give a reason with because",
)
