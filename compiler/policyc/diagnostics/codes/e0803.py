"""来源文本与登记的校验值不符。

为什么：引文是对着某一版文本核对过的；文本变了，要重新核对。

例：来源写着 `sha256 "9f…"`，而文件夹里的文本已经换成另一个版本。

怎么改：找回原来的文本；确认新文本无误后，更新 sha256。

The text of the source is not the one whose SHA-256 the source block states. Find the right text, or verify
again and update the hash.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0803",
    zh="来源“{source}”的文本变了：sha256 是 {actual}",
    en="the text of {source} has changed: its sha256 is {actual}",
    help_zh="核对文本后更新 sha256",
    help_en="verify the text again, then update sha256",
)
