"""是否符合上位规定，证明不了。

为什么：符合与否要证明；找不到反例不等于符合。这里的公式超出了编译器能判定的范围。

例：上位的界限与下位的数字之间隔着乘积、取整等，两者的大小随多个未定的数变化。

怎么改：把规定写得直接一些，或人工核对后另行记录。`policyc prove` 把它列为“无法判断”，退出码 3。

Whether this conforms could not be decided; that is never a yes. `policyc prove` lists it and leaves with 3.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W1001",
    zh="无法判断“{name}”是否符合{policy}的规定（{above}）",
    en="it cannot be decided whether “{name}” keeps to what {policy} says ({above})",
    help_zh="核对两处规定；证明不了的，不算符合",
    help_en="compare the two; what is not proved does not count as conforming",
    severity=Severity.WARNING,
)
