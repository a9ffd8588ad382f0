"""要写 Word 文件，但没有安装 python-docx。

为什么：`--summary docx` 用 python-docx 写文件；它不随 policyc 一起安装，因为只编译、只看网页的人用不着。

例：没有装可选部分 `office`，运行 `policyc build --summary md,docx`。

怎么改：安装可选部分 `office`，或者从 `--summary`（设置里的 `summary`）中去掉 docx。

Word documents are written with python-docx, which is not installed. Install the extra `office`, or leave docx out.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0913",
    zh="没有安装 python-docx，写不了 Word 文件",
    en="python-docx is not installed, so Word documents cannot be written",
    help_zh="运行 pip install 'policyc[office]'，或者不要 docx 格式",
    help_en="pip install 'policyc[office]', or leave docx out",
)
