"""要造虚构人群，但没有安装所需的库。

为什么：列和 Parquet 文件由 numpy 和 pyarrow 处理；它们不随 policyc 一起安装，因为只编译政策的人用不着。

例：`policyc synth zaozhuang_2023 --rows 1000`，而没有安装 `columns` 这一组。

怎么改：`pip install 'policyc[columns]'`；在内网上，请管理员从内部镜像安装 numpy 和 pyarrow。

Columns and Parquet files are handled with numpy and pyarrow, which are not installed. Install the extra `columns`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1173",
    zh="没有安装 {library}，造不了虚构人群",
    en="{library} is not installed, so no population can be made",
    help_zh="运行 pip install 'policyc[columns]'",
    help_en="run pip install 'policyc[columns]'",
)
