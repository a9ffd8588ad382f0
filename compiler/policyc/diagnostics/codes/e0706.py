"""示例的输入被拒绝：给出的值超出范围、不在刻度上，或不符合 `require` 的要求。

为什么：这样的输入在实际使用中也会被拒绝，所以示例什么也检验不了。

例：`rule 高龄 as aged = 年龄 >= 80岁` 之下写 `example "甲" { given 年龄 = 300岁  expect 高龄 }`，而年龄最大150岁。

怎么改：改示例的值；输入的范围写窄了的，改 `input … in 下限 .. 上限 step 步长`；本来就要检验拒绝的，写 `expect 名 is refused`。

The inputs that an example gives are refused: out of range, between two steps, or against a `require`. Correct the value, widen
the input's range, or expect the refusal with `is refused`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0706",
    zh="示例“{title}”给出的输入不能接受：{reason}",
    en="the inputs of example “{title}” are refused: {reason}",
    help_zh="请修改给出的值或输入的范围；要检验的正是拒绝时，写 expect 名 is refused",
    help_en="correct the value or the input's range; to test the refusal itself, write expect name is refused",
)
