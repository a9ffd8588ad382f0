"""代号的写法不对。

为什么：代号会成为 Python、JSON 和数据库里的名称，要在各处都能用。

例：`param 补助 as FiscalSubsidy = 640元`。

怎么改：用小写字母开头，只用小写字母、数字和下划线：`fiscal_subsidy`。

An ASCII name is written in snake_case: a lower-case letter, then lower-case letters, digits and underscores.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0208",
    zh="代号“{alias}”要写成小写字母、数字和下划线，以字母开头",
    en="the name “{alias}” must be snake_case",
    help_zh="例如 fiscal_subsidy",
    help_en="for example: fiscal_subsidy",
)
