"""缺少可选部分。

为什么：大批数据的计算用 DuckDB 和 SQLGlot，它们不随 policyc 一起安装，因为只编译政策的人用不着。

例：没有装可选部分 `columns`，运行 `policyc run`。

怎么改：照提示安装。

Calculating for a population takes packages that are not installed. Install the extra that the message names.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1108",
    zh="没有安装 {module}",
    en="{module} is not installed",
    help_zh="运行 pip install 'policyc[{extra}]'",
    help_en="pip install 'policyc[{extra}]'",
)
