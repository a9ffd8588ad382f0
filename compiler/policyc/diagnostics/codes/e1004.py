"""细化、修订的语句没有对象。

为什么：`refine`、`override`、`take` 针对上位政策（`under`），`amend`、`withdraw`、`keep`
针对被修订的政策（`amends`）；头部没有写明是哪一份，这些语句就没有对象。

例：没有 `under` 的文件里写 `refine 人均财政补助标准 = 640元/人/年`。

怎么改：在 `policy` 的花括号里写 `under cn_2023`；如果是本政策自己的数字，写 `param`。

`refine`, `override`, `take` speak of the policy above (`under`), `amend`, `withdraw`, `keep` of the one that is
amended (`amends`). Name
it in the head of the policy.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E1004",
    zh="{word} 要先在 policy 里写明 {header}",
    en="{word} needs {header} in the policy head",
    help_zh="在政策头部写 {header} 代号，或改成新的声明",
    help_en="write {header} and an id in the head, or make it a declaration of its own",
)
