"""同一个名称声明了两次。

为什么：一份政策里的中文名称同在一处，公式写到它时只能有一个意思。

例：`param 标准 as urban = 900元` 之后又写 `param 标准 as rural = 700元`。

怎么改：给其中一个改名；如果是同一件事，删去一处。

A name is declared twice. All names of a policy share one namespace: rename one, or remove it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0204",
    zh="“{name}”已经声明过",
    en="“{name}” is already declared",
    help_zh="给其中一个改名，或删去一处",
    help_en="rename one of them, or remove it",
)
