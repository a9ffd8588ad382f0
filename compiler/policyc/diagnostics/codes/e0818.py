"""sources.lock 读不懂。

为什么：核对记录由 policyc cite --update 写出，不要手工改；合并冲突以后可能不再完整。

例：文件里留着合并冲突的标记。

怎么改：运行 `policyc cite --update` 重新写出。

The lock file is not valid. Write it again with policyc cite --update.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0818",
    zh="{file} 读不懂：{reason}",
    en="{file} cannot be read: {reason}",
    help_zh="运行 policyc cite --update 重新写出",
    help_en="write it again with policyc cite --update",
)
