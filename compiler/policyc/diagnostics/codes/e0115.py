"""嵌套过深。

为什么：嵌套太深的算式人读不懂，也无法可靠地生成程序。

例：几十层括号套在一起。

怎么改：用 `part 名 = …` 把中间结果分出来。

A formula nested this deeply cannot be read by people. Name its parts with `part`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0115",
    zh="此处括号或条件套得太深，最多 {limit} 层",
    en="nested too deeply here: at most {limit} levels",
    help_zh="用 part 把其中一段单独命名",
    help_en="name one of its parts with `part`",
)
