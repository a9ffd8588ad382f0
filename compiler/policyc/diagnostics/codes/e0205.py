"""两个名称只有全角半角之别。

为什么：Python 和数据库会把这样的两个名称当作同一个。

例：`param ＤＲＧ占比 as drg = 1%` 之后又写 `param DRG占比 as other = 2%`。

怎么改：改成两个明显不同的名称。

Two names differ only in compatibility forms (full-width letters), which Python folds into one. Choose clearly different names.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0205",
    zh="“{name}”与“{other}”只有全角半角之别",
    en="“{name}” and “{other}” differ only in full-width forms",
    help_zh="改成明显不同的名称",
    help_en="choose clearly different names",
)
