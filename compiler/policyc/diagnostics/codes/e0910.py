"""文件夹里没有政策文件。

为什么：要编译的文件夹（及其下级）里没有一个 .pol 文件，多半是路径写错了。

例：`policyc check polices`。

怎么改：核对路径；政策文件以 .pol 结尾。

There is no .pol file in or below the folder. Check the path.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0910",
    zh="“{path}”里没有 .pol 文件",
    en="no .pol file in {path}",
    help_zh="核对路径；政策文件以 .pol 结尾",
    help_en="check the path; policy files end in .pol",
)
