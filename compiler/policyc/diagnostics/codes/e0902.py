"""此处要一个政策文件，给的却是文件夹或别的东西。

为什么：eval、stages 这样的命令一次只看一份政策。

例：`policyc eval policies 中央财政补助`。

怎么改：写出文件夹里的那一个 .pol 文件。

A policy file is needed here, and this is a folder or something else that is not a file. Name the .pol file itself.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0902",
    zh="“{path}”不是文件",
    en="not a file: {path}",
    help_zh="请写一个 .pol 文件",
    help_en="name one .pol file",
)
