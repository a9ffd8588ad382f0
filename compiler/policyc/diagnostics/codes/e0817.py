"""政策改过以后还没有核对。

为什么：sources.lock 记着核对过的每处引文和数字；没有记在里面的，就是没有核对过。

例：改了一处引文，没有重新核对。

怎么改：手边有原文时运行 `policyc cite --update`。

The lock file does not know this quote or its figures: the policy was changed after it was verified. Run policyc cite
--update.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0817",
    zh="“{quote}”等 {count} 处引文不在 {lock} 里，还没有核对",
    en="“{quote}” and others ({count} in all) are not in {lock}: not verified yet",
    help_zh="手边有原文时运行 policyc cite --update",
    help_en="run policyc cite --update where the texts are at hand",
)
