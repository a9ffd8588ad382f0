"""两份政策用了同一个代号。

为什么：代号用来指明一份政策，重复了就不知道指的是哪一份。

例：两个文件都写 `policy … as cn_2023`。

怎么改：换一个代号。

Two policies have the same id, so that naming it does not say which is meant.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1018",
    zh="有几份政策的代号都是“{id}”：{files}",
    en="several policies have the id “{id}”: {files}",
    help_zh="给其中一份换一个代号",
    help_en="give one of them another id",
)
