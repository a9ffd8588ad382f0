"""永远轮不到：它成立的时候，前面的已经成立了。

为什么：写了却永远用不上，多半是先后写反了，或者前面的条件写宽了。

例：`cases { when 年龄 >= 60岁 -> 1元  when 年龄 >= 65岁 -> 2元  otherwise -> 3元 }`：第二个永远轮不到。

怎么改：把较窄的条件放在前面，或者删去多余的。

Whenever this holds, something before it holds too. Put the narrower condition first, or remove this one.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0604",
    zh="此处永远轮不到：前面的已经全部包括了",
    en="this never applies: what stands before it takes all of its cases",
    help_zh="调整先后，或者删去",
    help_en="change the order, or remove it",
)
