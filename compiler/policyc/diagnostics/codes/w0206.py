"""发文字号的写法不规范。

为什么：发文字号由机关代字、年份和序号组成，年份用六角括号“〔〕”，序号不编虚位、不加“第”字。写法不一，检索和比对时就对不上。

例：`source 文 as doc { title "甲（虚构）" number "试民发[2024]7号" issuers "试局" issued 2024-02-18 }`；
写成“〔2024〕第07号”也不规范。

怎么改：照原文写成 `number "试民发〔2024〕7号"`。

A document number has the issuer's code, the year in 〔〕 and the number without 第 or leading zeros. Write it as the
document prints it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0206",
    zh="发文字号“{number}”写法不规范：{why}",
    en="the document number “{number}” is not in form: {why}",
    help_zh="写成“{fixed}”",
    help_en="write “{fixed}”",
    severity=Severity.WARNING,
)
