"""文件太大。

为什么：一份政策写出来不过几十 KB；大到几 MB 的多半不是政策文件。

例：把扫描件或数据表误命名为 .pol。

怎么改：核对文件；确实很长的，分成几份政策。

The file is larger than a policy can be, so it is probably something else.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0905",
    zh="文件有 {size} 字节，超过 {limit} 字节",
    en="{size} bytes, more than {limit}",
    help_zh="核对这是不是政策文件",
    help_en="check that this is a policy file",
)
