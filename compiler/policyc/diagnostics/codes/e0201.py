"""文件里没有政策头。

为什么：编译器要从政策头知道这是哪个地区、哪个年度的政策，生成的文件用什么代号。

例：文件里只有 `source` 和 `clause`，没有 `policy`。

怎么改：在文件开头写 `policy 名称 as 代号 { region 地区 "编码"  year 年度 }`。

The file has no policy head. Begin it with `policy … as … { region … year … }`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0201",
    zh="文件里没有政策头",
    en="the file has no policy head",
    help_zh='在开头写 policy 名称 as 代号 {{ region 地区 "编码"  year 2023 }}',
    help_en='begin with: policy … as … {{ region … "…"  year 2023 }}',
)
