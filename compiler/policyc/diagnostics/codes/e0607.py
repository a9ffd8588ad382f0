"""无法证明已经写全：条件里有编译器不能逐一核对的计算，既没有找到漏掉的例子，也不能证明没有。

为什么：只有证明了才说“写全了”。

例：条件里有两个输入的乘积，或者分段计算的结果。

怎么改：写一个 `otherwise because "理由"`；或者直接比较输入，不比较计算结果。

The conditions compare something that cannot be searched completely: no gap was found, and none was ruled out.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0607",
    zh="无法证明“{name}”已经写全",
    en="it cannot be proved that {name} is complete",
    help_zh='在末尾写 otherwise because "理由"，或者把条件写得简单一些',
    help_en='end it with otherwise because "reason", or write simpler conditions',
)
