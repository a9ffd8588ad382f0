"""来源文本变了，要重新核对。

为什么：sources.lock 记着上次核对时每份文本的校验值。文本变了，上次的结论就不再成立。

例：换了一版通知文本。

怎么改：核对无误后运行 `policyc cite --update`。

The text of a source is not the one that was verified last. Verify it again with policyc cite --update.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0816",
    zh="“{file}”与上次核对的文本不同",
    en="{file} is not the text that was verified last",
    help_zh="核对后运行 policyc cite --update",
    help_en="verify it, then run policyc cite --update",
)
