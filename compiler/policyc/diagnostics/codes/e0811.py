"""引文没有同时引上分别列举的两列。

为什么：只引“80%、60%”，就无法核对哪个数是哪个对象的。引文里要有对象的名称，而且与政策里的名称对得上。

例：`quote "80%、60%"`，而原文是“对西部、中部……分别按照……80%、60%”。

怎么改：引文从对象写起；名称改成原文的说法；对不上的写 because。

The quote of a list with 分别 must hold both lists, the labels and the numbers, and the labels must be recognisable.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0811",
    zh="引文里找不到“{label}”，无法核对“{figure}”是不是它的数",
    en="“{label}” is not in the quote, so whether “{figure}” is its number cannot be checked",
    help_zh="引文从对象的名称引起，名称用原文的说法",
    help_en="begin the quote with the labels, and name them as the text does",
)
