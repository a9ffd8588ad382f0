"""要写 Excel 文件，但没有安装 XlsxWriter。

为什么：`policyc diff --format xlsx` 用 XlsxWriter 写文件；它不随 policyc 一起安装，因为只编译、只看网页的人用不着。

例：没有装可选部分 `office`，运行 `policyc diff cn_2022 cn_2023 -o 对比.xlsx`。

怎么改：安装可选部分 `office`，或者改用 `--format csv`，Excel 也能打开。

Workbooks are written with XlsxWriter, which is not installed. Install the extra `office`, or write CSV, which Excel opens, too.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0950",
    zh="没有安装 XlsxWriter，写不了 Excel 文件",
    en="XlsxWriter is not installed, so Excel files cannot be written",
    help_zh="运行 pip install 'policyc[office]'，或者改用 csv 格式",
    help_en="pip install 'policyc[office]', or use csv",
)
