"""修订时没有逐项交代原有规定。

为什么：修订一份政策时，没有提到的规定是继续有效还是不再有效，读者会有不同理解；所以要么逐项写明，要么用 `keep all`
明确其余全部保留。

例：`amends cn_2022` 之后只写了 `amend 个人缴费标准 = 380元/人/年`。

怎么改：写 `keep 名, 名`、`keep all`、`amend` 或 `withdraw`。

An amendment says of everything in the amended policy whether it is amended, withdrawn or kept. What is kept is
kept knowingly.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1012",
    zh="{policy} 的这些规定没有说明保留、修订还是废止：{names}",
    en="of {policy} these are neither kept, amended nor withdrawn: {names}",
    help_zh="逐项写 keep、amend 或 withdraw；全部保留写 keep all",
    help_en="write keep, amend or withdraw for each, or keep all",
)
