"""没有原文，也没有核对记录。

为什么：引文没有核对过，对错都不知道。

例：来源没有 file 一行，或文件不在手边，sources.lock 里也没有。

怎么改：用 --sources 指定原文所在的文件夹。

Neither the text of a source nor a record in the lock file is at hand, so its quotes are unverified. Name the folder with
--sources.
"""

from policyc.diagnostics.core import Code, Severity

CODE = Code(
    "W0802",
    zh="来源“{source}”没有原文，也没有核对记录，{count} 处引文没有核对",
    en="no text or record of {source}: {count} quotes unverified",
    help_zh="用 --sources 指定原文所在的文件夹",
    help_en="name the folder of the texts with --sources",
    severity=Severity.WARNING,
)
