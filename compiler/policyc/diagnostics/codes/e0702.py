"""核对无从计算：核对读到了输入，或者读到了文件未明确的数。

为什么：`check` 只按文件自己的名义数计算。需要逐个参保人的数据才能判断的关系，不是文件自己的等式；
读到未明确的数，则无法判断成立与否。

例：`input 费用 as cost : 元` 之下写 `check 费用 * 50% <= 100元`。

怎么改：只用参数（及由参数推出的规则）写核对；要对某一组输入作断言，写成 `example`。

A `check` is worked out at the document's own figures. This one reads an input, a hole, or a rule that does not apply, so it
can be neither confirmed nor refuted. Use params only, or write an example.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0702",
    zh="核对无从计算：{reason}",
    en="the check cannot be worked out: {reason}",
    help_zh="核对只能使用文件自己的数；要对一组输入作断言，请写成 example",
    help_en="a check uses the document's own figures only; write an example to assert something of given inputs",
)
