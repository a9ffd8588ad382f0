"""规则要用的一列，文件里没有。

为什么：缺了这一列，规则就无从算起。缺的一列不能当作0，也不能当作“否”；是漏了列、列名不同，还是确实没有，要由使用的人说明。

例：`policyc run zaozhuang_2023 --input people.csv --output result.csv`，而 people.csv 没有“类别”一列，“资助额”就算不出来。

怎么改：补上这一列；列名不同的，写 `--map 列=输入`；确实没有的，写 `--missing 输入`，
这一列按全部未填处理；只要其他规则的，写 `--rules`。

A rule needs a column that the file does not have. Add it, name the column that holds it with `--map`, say with
`--missing` that there is none (every value counts as not given), or ask for other rules.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1101",
    zh="没有“{name}”（{alias}）一列{near}，算不出：{rules}",
    en="there is no column “{alias}” ({name}){near}, which {rules} need",
    help_zh="补上这一列；列名不同的写 --map 列={alias}；确实没有的写 --missing {alias}",
    help_en="add the column; name it with --map COLUMN={alias}; or say --missing {alias}",
)
