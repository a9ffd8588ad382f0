"""git 的那个版本里找不到这份政策。

为什么：`git:版本:路径` 的文件只从那个版本里读，不看现在的文件夹。路径从当前文件夹算起，也可以从仓库顶层算起；写代号的，到那个
版本的政策文件夹里去找。

例：`policyc diff git:HEAD~9:policies/2025.pol policies/2025.pol`，而那时还没有这个文件。

怎么改：用 `git ls-tree -r --name-only 版本` 看那个版本里有哪些文件。

The file is read from that revision alone, by its path from the current folder or from the top of the repository, or by the id
of the policy. `git ls-tree -r --name-only REV` lists what is there.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0934",
    zh="版本“{rev}”里找不到“{path}”：{why}",
    en="no {path} in revision {rev}: {why}",
    help_zh="用 git ls-tree -r --name-only {rev} 查看有哪些文件",
    help_en="git ls-tree -r --name-only {rev} lists what is there",
)
