"""没有指明地区，或者没有这个地区的政策。

为什么：历年变化是一个地区的。不写 `--region` 时，只有一个地区就取它，有全国的政策就取全国；两样都不是，就不能替用户选。

例：`policyc trend 个人缴费标准 --region 枣庄`，而政策文件里写的是“枣庄市”。

怎么改：用 `--region` 写地区的名称或代码，与政策文件里的一致。

A trend is of one region. Name it with `--region`, by the name or the code that its policies have.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0962",
    zh="找不到要看的地区“{region}”",
    en="no policy is of the region {region}",
    help_zh="用 --region 指明一个有政策的地区：{known}",
    help_en="name a region that has policies with --region: {known}",
)
