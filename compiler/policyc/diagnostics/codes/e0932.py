"""读不了 git 仓库。

为什么：`git:版本:路径` 要用 git 从仓库里读文件。电脑上没有 git，当前文件夹不在仓库里，或者 git 自己出了错，都读不了。

例：在仓库之外运行 `policyc diff git:HEAD:policies/2023.pol policies/2023.pol`。

怎么改：装上 git，到仓库里去运行；或者把旧的文件另存一份，直接写它的路径。

Git is needed to read a file of a revision: it is not installed, the current folder is in no repository, or git itself failed.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0932",
    zh="读不了“{argument}”：{why}",
    en="cannot read {argument}: {why}",
    help_zh="在 git 仓库里运行；没有 git 的，写旧文件的路径",
    help_en="run it inside a git repository, or give the path of the old file",
)
