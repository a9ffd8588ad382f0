"""文件不是 UTF-8 编码。

为什么：政策文件和来源文本一律用 UTF-8，这样在谁的电脑上读都一样；猜编码会把字猜错。

例：用旧版记事本以 GBK 保存的 2023.pol。

怎么改：用编辑器另存为 UTF-8（有没有 BOM 都可以）。

The file is not UTF-8. Policy files and texts of sources are always read as UTF-8; save it as that.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0903",
    zh="文件不是 UTF-8 编码，第 {line} 行有读不出的字节",
    en="not UTF-8: undecodable bytes on line {line}",
    help_zh="用编辑器另存为 UTF-8",
    help_en="save it as UTF-8",
)
