"""没有指明是哪个系列的政策，或者没有这个系列。

为什么：一个地区的政策按系列（`series`）分成几条时间线，例如年度通知和参保机制；历年变化只在一条时间线里比较，不同系列的数字即使同名，也不是一回事。

例：`policyc trend --region CN`，而全国有几个系列都跨了多年。

怎么改：用 `--series` 写出提示里的一个系列。

The policies of a region form several series, and figures are followed within one. Choose it with `--series`.
"""

from policyc.diagnostics.core import Code

CODE = Code(
    "E0961",
    zh="{region}要看哪个系列的政策不明确{about}",
    en="it is not clear which series of {region} is meant{about}",
    help_zh="用 --series 指明一个：{known}",
    help_en="choose one with --series: {known}",
)
