"""给出的 Word 模板用不了。

为什么：模板要是 .docx 文件，Word 文件的版面、页眉页脚和样式从中取得。旧的 .doc、带宏的 .docm、模板格式 .dotx
和坏了的文件都读不了。

例：`policyc build --summary docx --template 解读样式.doc`

怎么改：在 Word 或 WPS 里把模板另存为“Word 文档（.docx）”。

The template for Word documents must be a .docx file that can be read. Save it as .docx in Word or WPS.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0914",
    zh="Word 模板用不了：{reason_zh}",
    en="the template for Word documents cannot be used: {reason_en}",
    help_zh="在 Word 或 WPS 里把模板另存为 .docx",
    help_en="save the template as .docx in Word or WPS",
)
