"""同一项输入对上了两列。

为什么：两列都是这项输入，用哪一列要由使用的人说明。

例：文件里既有“类别”，又有 category。

怎么改：改掉其中一列的名称；或用 `--map 列=输入` 指明用哪一列。

Two columns of the file are the same input. Rename one, or say with `--map` which one counts.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1103",
    zh="“{one}”和“{other}”两列都是“{name}”",
    en="columns “{one}” and “{other}” are both “{name}”",
    help_zh="改掉其中一列的名称，或用 --map 列={name} 指明用哪一列",
    help_en="rename one, or say --map COLUMN={name}",
)
