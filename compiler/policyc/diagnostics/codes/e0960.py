"""没有叫这个名称的数字。

为什么：`policyc trend` 按名称在一个地区的各年政策里找同一个数字；中文名、英文代号，以及它在任何一年用过的名称都可以写。
这里写的名称哪一年都没有。

例：`policyc trend 个人缴费额`，而各年政策里叫 `个人缴费标准`。

怎么改：写提示里的某个名称；数字属于别的地区的，用 `--region` 指明。

`policyc trend` looks for a figure by its name, Chinese or ASCII, of any year. None is called so;
the message proposes those that are alike.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0960",
    zh="{region}的政策里没有叫“{name}”的数字",
    en="no figure of {region} is called {name}",
    help_zh="可写：{known}；别的地区用 --region 指明",
    help_en="there are: {known}; another region is named with --region",
)
