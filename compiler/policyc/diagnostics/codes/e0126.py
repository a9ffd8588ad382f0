"""关键词与前后的字词之间缺少空格。

为什么：名称可以含有任何汉字，连着写的“个人缴费标准为380元”读起来是一个名称。

例：`参数个人缴费标准 代号 contribution 为380元` 少了两处空格。

怎么改：在关键词前后各留一个空格：`参数 个人缴费标准 代号 contribution 为 380元`。

A keyword needs a space between itself and its neighbours, because names may hold any Chinese character.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0126",
    zh="“{found}”里缺少空格：{keyword} 是关键词",
    en="a space is missing in “{found}”: {keyword} is a keyword",
    help_zh="写成：{text}",
    help_en="write: {text}",
)
