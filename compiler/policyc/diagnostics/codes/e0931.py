"""git 版本的写法不对。

为什么：一份政策在 git 某个版本里的样子写作 `git:版本:路径`。版本是 git 认得的任何写法（HEAD、HEAD~3、main、v1.0、提交号），
但不能以 - 开头；路径是那个版本里的文件，也可以写政策的代号。

例：`policyc diff git:HEAD policies/2023.pol`，缺了路径。

怎么改：写成 `git:HEAD:policies/2023.pol`。

A policy of a revision of git is written `git:REV:path`. REV is anything that git understands but must not begin with a dash;
the path is that of a file in that revision, or the id of a policy.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0931",
    zh="“{argument}”应写成 git:版本:路径",
    en="{argument} should read git:REV:path",
    help_zh="例如 git:HEAD:policies/2023.pol",
    help_en="for example git:HEAD:policies/2023.pol",
)
