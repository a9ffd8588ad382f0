"""生成的模块与政策文件对不上。

为什么：`policyc.diff(generated.cn_2022, generated.cn_2023)` 比较的是模块所出自的政策文件。模块里记着政策的代号和含义的散列值；
找不到这份政策，或者政策文件的含义已经与模块不同，比较的结果就不是这两个模块的差别。

例：改了 policies/2023.pol，还没有重新运行 `policyc build`，就拿旧的模块来比较。

怎么改：在工作区里运行 `policyc build`，再重新导入模块；或者直接写政策的代号、路径。

Modules are compared by the policy files that they were generated from. The file was not found, or it no longer means what the
module means. Run `policyc build` and import the module again, or compare the policies by id.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0939",
    zh="模块 {argument} 不能比较：{why}",
    en="module {argument} cannot be compared: {why}",
    help_zh="在工作区里运行 policyc build 后重新导入；或者写政策的代号",
    help_en="run policyc build in the workspace and import it again, or give the id of the policy",
)
