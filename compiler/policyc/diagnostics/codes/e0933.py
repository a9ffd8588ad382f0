"""没有这个 git 版本。

为什么：`git:版本:路径` 里的版本要是 git 认得的：分支、标签、提交号，或者 HEAD~3 这样的写法。

例：`policyc diff git:v9:policies/2023.pol policies/2023.pol`，而仓库里没有 v9 这个标签。

怎么改：用 `git log` 或 `git tag` 核对；浅克隆（如 CI）里没有的提交，要先取回来。

Git knows no such revision. Check it with `git log` or `git tag`; a shallow clone may lack the commit.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0933",
    zh="“{argument}”：仓库里没有版本“{rev}”",
    en="{argument}: there is no revision {rev}",
    help_zh="用 git log 或 git tag 核对；浅克隆要先取回那个提交",
    help_en="check with git log or git tag; a shallow clone may have to fetch it",
)
