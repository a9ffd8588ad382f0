"""发文字号的年份与成文日期对不上。

为什么：发文字号的年份是发文的年份，和成文日期的年份不同，多半是其中一个抄错了。一月份成文、用上年字号的不算。

例：`source 文 as doc { title "甲（虚构）" number "试民发〔2014〕7号" issuers "试局" issued 2024-02-18 }`。

怎么改：对照原文改正年份或日期。

The year in the document number is not that of the date: one of them was probably copied wrongly. A document dated in January
may bear a number of the year before.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0207",
    zh="发文字号“{number}”是{year}年的，成文日期却在{issued}年",
    en="the document number “{number}” is of {year}, but the document is dated {issued}",
    help_zh="对照原文改正年份或日期",
    help_en="compare both with the document and correct the one that is wrong",
    severity=Severity.WARNING,
)
