"""`--map` 或 `--missing` 与文件或政策对不上。

为什么：写错了名称的对应不能不声不响地丢掉，否则用的就不是想用的那一列。

例：`--map 人员类型=类别`，而文件里没有“人员类型”一列；`--missing 类别`，而文件里有“类别”一列。

怎么改：核对文件的列名和政策的输入名；记录写成 `--map 列=years_2021_enrolled`。

What `--map` or `--missing` names is not in the file or not in the policy, or is said to be missing and there. Check both names.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1105",
    zh="{option} {item}：{reason}",
    en="{option} {item}: {reason}",
    help_zh="写成 --map 文件的列=政策的输入，--missing 文件没有的输入；名称照文件和政策写",
    help_en="write --map COLUMN=INPUT and --missing INPUT, spelt as in the file and in the policy",
)
