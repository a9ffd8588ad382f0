"""没有声明过的名称。

为什么：公式里的每个名称都要在文件里声明过，才有类型和出处。

例：写成 `个人缴费标淮`（错字），或 `个人缴费标准为380元`（名称后没有空格，整串成了一个名称）。

怎么改：对照提示改正，或先声明它。

A name that is not declared. Correct it as suggested, or declare it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0211",
    zh="没有声明过“{name}”",
    en="“{name}” is not declared",
    help_zh="{hint}",
    help_en="{hint}",
)
