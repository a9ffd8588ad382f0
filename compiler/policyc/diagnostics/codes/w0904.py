"""Word 模板里缺少几种样式，改用自带的样式。

为什么：每一部分按样式名套用模板里的样式，如标题用 Title，一级标题用 heading 1，表头用“表头”；
模板里没有的，用自带的公文样式，字体、字号可能与模板不一致。

例：模板里没有“表头”“表格文字”样式，表格就用自带的五号仿宋。

怎么改：在模板里新建这些名字的样式；自带的样式合用的，不必改。

The template lacks some styles, so that the built-in ones are used. Create styles of these names in the template, or leave it.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0904",
    zh="模板里没有这些样式，改用自带的：{names_zh}",
    en="the template lacks these styles, the built-in ones are used: {names_en}",
    help_zh="在模板里新建这些名字的样式；自带的合用就不必改",
    help_en="create styles of these names in the template, or leave it",
    severity=Severity.WARNING,
)
