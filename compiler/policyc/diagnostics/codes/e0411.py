"""核对的等式依赖输入。

为什么：check 核对文件自己的数字，在没有任何输入时就要能判断。

例：`check 费用 == 380元`，而“费用”是输入。

怎么改：换成不依赖输入的等式；某一情形下的结果写成 `example`。

A `check` is about the document's own figures and cannot depend on inputs. Write an example for a single case.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0411",
    zh="check 不能依赖输入：{names}",
    en="a check cannot depend on inputs: {names}",
    help_zh="某一情形下的结果请写成 example",
    help_en="write an example for a single case",
)
