"""Spark 启动不了，或者不能保证算得准。

为什么：`--engine spark` 要有 Java 17 以上；而且只在数字溢出时会报错的 Spark（ANSI 模式）上计算，
不然超出范围的数会悄悄变成错的数。

例：机器上没有安装 Java，运行 `policyc run … --engine spark`。

怎么改：安装 Java（例如 OpenJDK 17），或设置 JAVA_HOME；只有一台机器的，去掉 `--engine spark`，默认的引擎不需要 Java。

Spark cannot be started, or would not raise on overflow. It needs Java 17 or later; on one machine the default engine needs none.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1130",
    zh="用不了 Spark：{reason}",
    en="Spark cannot be used: {reason}",
    help_zh="装好 Java 17 以上再试；只有一台机器的，去掉 --engine spark",
    help_en="install Java 17 or later, or leave out --engine spark",
)
