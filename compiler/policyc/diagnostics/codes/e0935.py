"""没有这个地区的政策。

为什么：`地区@日期` 的地区写名称或六位行政区划代码，全国写“全国”或 CN；工作区里没有一份政策是这个地区的。

例：`policyc diff 枣压市@2023-06-01 枣庄市@2024-06-01`。

怎么改：按政策文件里 region 一行的名称或代码写。

No policy is of a region of this name or code. Write it as the policies' region lines have it.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0935",
    zh="“{argument}”：没有“{region}”的政策；有政策的地区：{known}",
    en="{argument}: no policy is of {region}; there are policies of {known}",
    help_zh="写地区的名称或代码，如 枣庄市@2023-06-01、370400@2023-06-01、CN@2023-06-01",
    help_en="write the region's name or code, as in CN@2023-06-01",
)
