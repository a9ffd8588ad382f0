"""What a citizen asks, and which of it a declaration answers: 缴多少, 补多少, 报多少, 何时, 怎么办.

The language has no mark for it, so it is told from the name. A Chinese compound says last what it is (医疗救助起始月 is a month,
财政补助标准 a subsidy): of the words in the table the one that *ends last* in the name decides, or the longer of two such.
Dates, months, years, days and lengths of time are 何时 whatever their name. What no word decides is 其他标准, which is shown
too: a wrong guess moves a line to another group, and never loses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from policyc.model.policy import Declaration, Measure
from policyc.model.types import DateType, MonthType, Quantity, Type, YearType


class Topic(Enum):
    """The questions, in the order in which they are answered."""

    PAY = "缴多少"
    SUBSIDY = "补多少"
    REIMBURSED = "报多少"
    RECEIVED = "领多少"
    LENT = "贷多少"
    WHEN = "何时"
    HOW = "怎么办"
    OTHER = "其他标准"


_WORDS: Mapping[Topic, tuple[str, ...]] = MappingProxyType(
    {
        Topic.PAY: (
            "缴费",
            "缴存",
            "缴纳",
            "缴款",
            "实缴",
            "补缴",
            "筹资",
            "费率",
            "保费",
            "首付",
            "自付",
            "自负",
            "个人负担",
            "还款",
        ),
        Topic.SUBSIDY: ("补助", "补贴", "资助", "救助", "激励", "奖励", "补偿", "贴息", "减免", "津贴"),
        Topic.REIMBURSED: ("报销", "支付", "起付", "封顶线", "限额", "门诊", "住院", "慢特病"),
        Topic.RECEIVED: ("养老金", "退休金", "待遇", "领取", "计发", "加发", "给付", "失业金", "生育津贴"),
        Topic.LENT: ("贷款", "可贷", "借款", "提取"),
        Topic.WHEN: ("等待期", "期限", "时限", "日期", "截止", "起始", "到期", "首发"),
        Topic.HOW: ("办理", "申请", "申领", "登记", "认定", "结算"),
    }
)
_LENGTHS = frozenset({"年", "个月", "天"})
#: Words of measures that arrange how something is done for citizens.
_ARRANGEMENTS = (
    *_WORDS[Topic.HOW],
    "缴费单据",
    "多渠道",
    "通办",
    "联办",
    "一站式",
    "持居住证",
    "窗口",
    "凭证",
    "移动支付",
    "转移接续",
    "跨省联网",
)


def topic(declared: Declaration, type: Type) -> Topic:
    """The question that a figure or rule answers."""
    if isinstance(type, DateType | MonthType | YearType) or _is_length(type):
        return Topic.WHEN
    return topic_of_name(declared.name)


def topic_of_name(name: str) -> Topic:
    """The question that a name points to: 个人缴费标准 is 缴多少, 新增筹资用于门诊比例 is 报多少."""
    ends = [(name.rfind(word) + len(word), len(word), topic) for topic, words in _WORDS.items() for word in words if word in name]
    return max(ends, key=lambda end: end[:2])[2] if ends else Topic.OTHER


def is_arrangement(measure: Measure) -> bool:
    """Whether a measure says how something is done for citizens: 持居住证参保, 一站式服务, 依申请救助."""
    return any(word in measure.name for word in _ARRANGEMENTS)


def _is_length(type: Type) -> bool:
    """3个月, 4年; 1个月/年."""
    above = [name for name, power in type.unit.powers if power > 0] if isinstance(type, Quantity) else []
    return bool(above) and set(above) <= _LENGTHS
