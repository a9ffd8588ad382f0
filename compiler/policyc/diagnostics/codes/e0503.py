"""取整没有作用：按单位所许可的取值，结果总是取整单位的整数倍。

为什么：写了取整，读者会以为此处有尾数要处理；没有尾数而写取整，多半是别处写错了。金额参数将来可能细到分，比例可能细到万分之一，
因此只有在这样的取值下也用不着取整时，才算没有作用。

例：`rule 标准 as standard = 费用 + 100元 rounded to 0.01元`：两个金额相加不会比分更细。

怎么改：删去取整；如果应当取整到更大的单位，写明那个单位。

Rounding that no value allowed by the units could ever need. Remove it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0503",
    zh="此处取整没有作用：结果总是{unit}的整数倍",
    en="this rounding does nothing: the result is always a multiple of {unit}",
    help_zh="删去 rounded to {unit}",
    help_en="remove: rounded to {unit}",
)
