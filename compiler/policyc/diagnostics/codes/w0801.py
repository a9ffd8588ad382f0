"""数值与上年相同，引的还是上年的文件。

为什么：每年的数要有每年的依据。照抄上年的声明，数不变、出处也不变，多半是忘了改。

例：2024年的政策里 `param 个人缴费标准 = 380元/人/年`，来源还是2023年的通知。

怎么改：改引当年的文件；上年的规定继续有效的，用 because 说明。

A figure equals last year's and still cites last year's document. Cite this year's, or say why the old one still holds.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0801",
    zh="“{name}”与 {policy} 相同，引的还是{source}",
    en="“{name}” equals that of {policy} and still cites {source}",
    help_zh="改引当年的文件，或写 because “理由”",
    help_en="cite this year's document, or give a reason with because",
    severity=Severity.WARNING,
)
