"""安装的某个输出目标加载不了。

为什么：输出目标（Python 模块、说明、JSON……）由入口点 `policyc.targets` 登记；登记的模块缺失或出错，就不能生成完整的结果。

例：装了一个与本版本不配的第三方输出目标。

怎么改：卸载或更新提示里的那个包。

An installed output target cannot be loaded. Update or remove the package that is named.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0912",
    zh="输出目标加载不了：{reason}",
    en="cannot load an output target: {reason}",
    help_zh="更新或卸载提示里的包",
    help_en="update or remove the package that is named",
)
