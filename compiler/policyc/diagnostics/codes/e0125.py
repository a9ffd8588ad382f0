"""中文名称和英文代号写反了。

为什么：先写中文名称，as 之后写英文代号。

例：`param rate as 缴存比例 = 8%`。

怎么改：写成 `param 缴存比例 as rate = 8%`。

The Chinese name comes first, the ASCII name after `as`. Exchange them.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0125",
    zh="中文名称和代号写反了：先写“{name}”，再写代号“{found}”",
    en="the names are in the wrong order: first “{name}”, then “{found}”",
    help_zh="写成 {name} as {found}",
    help_en="write {name} as {found}",
)
