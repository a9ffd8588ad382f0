"""示例没有写 expect，什么也没有检验。

为什么：只给输入、不写应有的结果，规则算错了也发现不了。

例：`rule 高龄 as aged = 年龄 >= 80岁` 之下写 `example "三岁" { given 年龄 = 3岁 }`。

怎么改：写上应有的结果：`expect not 高龄`；暂时不检验的，删去示例。

An example that gives inputs and expects nothing tests nothing. Write what should come of it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0702",
    zh="示例“{title}”没有写 expect，什么也没有检验",
    en="example “{title}” expects nothing, so it tests nothing",
    help_zh="写上应有的结果，例如 expect 报销 == 800元",
    help_en="write what should come of it, for example: expect 报销 == 800元",
    severity=Severity.WARNING,
)
