"""工作区的设置有误。

为什么：policyc.toml 或 pyproject.toml 的 [tool.policyc] 说明政策、输出和来源文本各在哪个文件夹，解读写成哪些格式；
写错的设置若不指出，就会悄悄用错文件夹、少写文件。

例：`polices = "policies"`（少了一个 i）。

怎么改：可用的键是 policies、output、sources（文件夹）、summary（md、html、docx，用逗号隔开）、
template（Word 模板）和 households（典型家庭），值是字符串。

The workspace's settings are wrong: the keys are policies, output, sources, summary, template and households, each a string.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0909",
    zh="工作区设置有误：{reason_zh}",
    en="invalid settings: {reason_en}",
    help_zh="可用的键：policies、output、sources（文件夹），summary（md,html,docx），template（.docx），households（.toml）",
    help_en="keys: policies, output, sources (folders), summary (md,html,docx), template (.docx), households (.toml)",
)
