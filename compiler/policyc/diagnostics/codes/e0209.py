"""代号已被 Python 或生成的模块占用。

为什么：生成的模块里会有两个同名的东西，或者根本读不通。政策的代号也是生成文件的名称，因此不能与查询模块（lookup）、
模块要用的 Python 自带模块（enum、re 等）或 Windows 的设备（con、nul 等）同名。

例：`rule 类别 as class = 1元`：class 是 Python 的关键词。

怎么改：换一个代号，例如加上它说的是什么：`group_class`。

The ASCII name, as the generated module writes it, is taken by Python or by the module itself. A policy's
name is also that of its files, so it is not one that Windows keeps for a device either. Choose another.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0209",
    zh="代号“{alias}”在生成的模块里写作“{generated}”，已被占用",
    en="“{alias}” is written “{generated}” in the generated module, which is taken",
    help_zh="换一个代号",
    help_en="choose another name",
)
