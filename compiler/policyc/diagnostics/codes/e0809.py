"""原文没有这个界限。

为什么：原文只写“达到380元”，写成 `>= 380元` 就是替文件加了一个下限。

例：原文“个人缴费标准达到每人每年 380 元”，政策写 `>= 380元/人/年`。

怎么改：改成 `=`；确有理由的写 because。

The policy states a bound that the text does not: no such word stands beside the number.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0809",
    zh="政策把“{figure}”写成 {sign}，但原文这个数旁边没有{word}",
    en="the policy states {sign} for {figure}, but the text has no {word} beside it",
    help_zh="改成 =，或写 because “理由”",
    help_en="write =, or give a reason with because",
)
