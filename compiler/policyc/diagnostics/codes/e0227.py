"""只有一种读法的地方没有歧义。

为什么：口径是为了把文件的两种读法都摆出来。

例：`reading 计法 as m { 逐年计 as every "…" take 逐年计 because "…" }`

怎么改：补上另一种读法，或删去这个口径。

A reading shows both ways in which a text can be read.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0227",
    zh="口径“{name}”至少要有两种读法",
    en="reading “{name}” needs two options at least",
    help_zh="写出另一种读法；没有歧义的，不写 reading",
    help_en="write the other one; without an ambiguity there is no reading",
)
