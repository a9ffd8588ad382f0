"""没有声明过的来源。

为什么：条款和引文都要说明出自哪份文件。

例：`clause 通知书 "一、" { }`，而来源叫“通知”。

怎么改：改成已声明的来源，或先写 `source 名称 as 代号 { … }`。

A clause or quote names a source that is not declared.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0214",
    zh="没有声明过来源“{name}”",
    en="source “{name}” is not declared",
    help_zh="{hint}",
    help_en="{hint}",
)
