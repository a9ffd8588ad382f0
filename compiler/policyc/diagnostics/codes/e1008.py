"""重新声明了继承来的名称。

为什么：上位政策（或被修订的政策）的输入、参数、规则都继承下来，同名再声明一次，就不知道是细化它还是另有所指。

例：上位政策有 `param 人均财政补助标准 >= 640元/人/年`，这里又写 `param 人均财政补助标准 as … = 640元/人/年`。

怎么改：细化参数写 `refine`，替换规则的个别情形写 `override`，修订写 `amend`；不是同一件事的，换一个名称。

The name is inherited. Write `refine`, `override` or `amend` for it, or choose another name for something else.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1008",
    zh="“{name}”在 {policy} 里已经有了",
    en="{policy} already has “{name}”",
    help_zh="{hint}",
    help_en="{hint}",
)
