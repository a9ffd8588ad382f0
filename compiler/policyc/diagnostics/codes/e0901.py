"""找不到文件，也没有这个代号的政策。

为什么：命令行里的政策可以写路径，也可以写代号（`as` 后面的名字）；两样都没有对上。

例：`policyc check policies/2032.pol`，而文件夹里只有 2023.pol。

怎么改：核对路径；写代号时，政策文件要放在工作区的 policies/ 之下。

There is neither a file of this path nor a policy of this id in the workspace. Check the spelling.
"""

from policyc.diagnostics.core import Code, Diagnostic, Span, Words

CODE = Code(
    "E0901",
    zh="找不到“{path}”",
    en="no such file or policy: {path}",
    help_zh="{near}写文件的路径，或工作区 policies/ 里政策的代号",
    help_en="{near}give the path of a file, or the id of a policy below policies/ of the workspace",
)


def no_such(at: Span, path: str, near: str | None = None) -> Diagnostic:
    """That there is nothing of this name. near: what is called nearly so."""
    hint = Words(f"是不是“{near}”？", f"did you mean {near}? ") if near else Words("", "")
    return CODE.at(at, path=path, near=hint)
