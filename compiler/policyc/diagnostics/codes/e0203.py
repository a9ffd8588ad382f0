"""条款之外的引文没有写明出自哪个来源。

为什么：写在 `clause` 里的引文出自该条款的来源；写在外面的，编译器不知道去哪里核对。

例：文件顶层的 `example "…" { … } quote "每人每年512元"`。

怎么改：写成 `quote 来源名 "…"`，或把它移进条款。

A quote outside every clause must name its source: `quote 来源 "…"`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0203",
    zh="条款之外的引文要写明来源",
    en="a quote outside a clause must name its source",
    help_zh='写成 quote 来源名 "…"，或移进条款',
    help_en='write quote 来源 "…", or move it into the clause',
)
