"""来源文件读不出文字。

为什么：来源可以是 UTF-8 或 GB18030 的文本、HTML 或 .docx。扫描件和 PDF 先转成文本。

例：`file "notice.docx"`，而文件是改了扩展名的 .doc。

怎么改：换成文本、HTML 或 .docx。

The source's file cannot be read as text, HTML or docx. Convert it first.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0819",
    zh="{file} 读不出文字：{reason}",
    en="{file} cannot be read: {reason}",
    help_zh="换成 UTF-8 文本、HTML 或 .docx",
    help_en="convert it to UTF-8 text, HTML or docx",
)
