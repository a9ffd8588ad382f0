"""公式里写了英文代号。

为什么：公式里一律用中文名称，这样公式读起来与文件的说法一致；英文代号只给 Python、JSON 和命令行用。

例：`input 缴存基数 as base : 元` 之后写 `rule 月缴存额 as monthly = base * 8% rounded to 0.01元`。

怎么改：换成中文名称：`缴存基数 * 8%`。

Formulas use the Chinese names; the ASCII name after `as` is for Python, JSON and the command line. Write the Chinese name.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0124",
    zh="这里要写中文名称：“{found}”是“{name}”的代号",
    en="write the Chinese name here: “{found}” is the ASCII name of “{name}”",
    help_zh="改为 {name}",
    help_en="write {name}",
)
