"""要一份政策的地方，写的不止一份。

为什么：`policyc diff` 一次比较两份政策，`policyc eval` 一次计算一份；这里写的是一个文件夹，或者几份政策用了同一个代号。

例：`policyc diff policies policies/2023.pol`，而 policies/ 之下不止一份政策。

怎么改：写出一份政策的路径或代号。

`policyc diff` compares two policies, `policyc eval` works with one; what is given here are several.
Name one, by its path or its id.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0930",
    zh="“{argument}”指的是{count}份政策，这里只能是一份",
    en="{argument} means {count} policies, and here it must be one",
    help_zh="写出一份政策的路径或代号",
    help_en="name one policy, by its path or its id",
)
