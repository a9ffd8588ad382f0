"""对一切情形的核对没有得出结论：既没有证明，也没有找到反例。

为什么：没有结论不等于成立，所以生成的文件里不能说它已经证明。`policyc prove` 遇到它时以代码 3 结束。

例：两个以上的数互相乘除、又取整，而没有安装 z3。

怎么改：安装 policyc[prove]；或者给输入写上范围（`in 0元 .. 100万元`）；或者把命题拆成几条。

The claim was neither proved nor refuted, and undecided is not a yes. Install policyc[prove], narrow the inputs, or split the
claim into several.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0701",
    zh="没有得出结论：{reason}",
    en="undecided: {reason}",
    help_zh="没有结论不等于成立；policyc prove 会以代码 3 结束",
    help_en="undecided is not a yes; policyc prove ends with code 3",
    severity=Severity.WARNING,
)
