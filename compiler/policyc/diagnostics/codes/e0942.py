"""典型家庭文件里的数带小数点，不精确。

为什么：TOML 的小数是浮点数，0.1 这样的数存不准；金额要准确到分。

例：`医疗费用 = 15000.5`。

怎么改：带小数的数写成文字，可以带单位：`医疗费用 = "15000.5元"`、`"1.5万元"`；整数可以不加引号。

A number with a decimal point is a float in TOML and not exact. Write it as text, with a unit if you like.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0942",
    zh="{where}：“{name}”的 {value} 是浮点数，不精确",
    en="{where}: “{name}” is the float {value}, which is not exact",
    help_zh='写成文字：{name} = "{value}"',
    help_en='write it as text: {name} = "{value}"',
)
