"""同一个名称细化或修订了两次。

为什么：同一件事说两次，不知道以哪一次为准。

例：两处 `refine 人均财政补助标准 = …`。

怎么改：留下一处。

The same name is refined, amended, withdrawn or kept twice. Keep one.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1013",
    zh="“{name}”已经用 {word} 说过",
    en="“{name}” was already said by {word}",
    help_zh="留下一处",
    help_en="keep one of them",
)
