"""名词解释: general terms of social insurance that a citizen may not know, explained once; only those that the document uses.

They are explanations of the field, not of any document, and the section says so. A term that another one contains counts only
where it stands alone (最高支付限额 is not 支付限额 a second time).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from policyc.document.blocks import (
    Bars,
    Block,
    Chart,
    Document,
    Heading,
    Item,
    Line,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    line,
)

#: Term → what it means. More than one spelling is divided by ／.
_TERMS: Mapping[str, str] = MappingProxyType(
    {
        "筹资标准": "每名参保人一年所需资金的总额，由财政补助和个人缴费两部分组成。",
        "人均财政补助标准／财政补助标准": "各级财政为每名参保人每年补助的金额，不由个人缴纳。",
        "个人缴费标准": "参保人每年自己缴纳的金额。",
        "起付标准／起付线": "也称起付线。医疗费用达到这一数额后，超出部分才由医保基金按比例支付。",
        "支付比例": "通常称报销比例。政策范围内费用中由医保基金支付的部分所占的比例。",
        "最高支付限额／支付限额／封顶线": "通常称封顶线。一个年度内医保基金累计支付的最高数额。",
        "报销额度": "一个年度内可以报销的最高数额。",
        "政策范围内": "指属于医保药品、诊疗项目和服务设施目录等规定范围的费用，目录外的费用不计在内。",
        "门诊慢特病": "门诊慢性病、特殊疾病的合称，指需要长期在门诊治疗的病种，病种和认定标准由各地规定。",
        "两病": "指高血压和糖尿病。",
        "大病保险": "在基本医保报销之后，对个人负担较重的合规医疗费用再次给予保障的制度。",
        "医疗救助": "对困难群众参保缴费给予资助、对其难以负担的医疗费用给予救助的制度。",
        "三重制度": "指基本医疗保险、大病保险和医疗救助。",
        "特困人员": "无劳动能力、无生活来源、无法定赡养抚养扶养义务人或者其义务人无履行义务能力，经认定纳入供养的人员。",
        "低保对象": "经认定享受最低生活保障的人员。",
        "定额资助": "按固定数额资助个人缴费，不足部分由本人缴纳；与全额资助相对。",
        "全额资助": "个人应缴的费用全部由资助资金代缴，本人不再缴费。",
        "集中缴费期／集中参保期": "当地规定的集中办理参保缴费的时间，一般在上一年度下半年开始，起止日期由各地公布。",
        "待遇年度": "享受医保待遇的年度。居民医保一般当年缴费，次年享受待遇。",
        "统筹区／统筹地区": "基金统一筹集、管理和使用的地区，一般为设区的市。",
        "待遇等待期／等待期": "缴费之后、享受待遇之前的一段时间，其间发生的费用医保基金不予支付。",
        "断保": "曾经参保，其后未按规定连续参保缴费。",
        "零报销": "一个年度内没有使用医保基金报销费用。",
        "带量采购": "采购时明确采购数量，以量换价的药品、医用耗材采购方式，也称集采。",
        "DRG": "按疾病诊断相关分组付费，把住院病例分组，按组确定医保支付标准。",
        "双通道": "谈判药品既可在定点医疗机构、也可在定点零售药店购买并由医保支付的办法。",
        "飞行检查": "事先不通知被检查单位的现场检查。",
        "个百分点": "两个百分数之差的单位：由65%提高到70%，是提高5个百分点。",
        "未明确": "文件没有给出数字或者没有作出规定，本解读不推定。",
        "原则上": "一般应当如此，确有理由的可以例外。",
        "舍尾": "去掉规定位数以后的尾数，不进位。",
        "首付": "购房时由本人先行支付的部分。",
        "贷款成数": "贷款额占房价的比例。",
        "缴存": "职工和单位按月存入住房公积金。",
        "计发基数": "计算待遇时用作基础的数额，一般由当地每年公布。",
    }
)


def glossary(document: Document) -> Listing | None:
    """The terms that a document uses; None where it uses none."""
    text = "\n".join(texts(document))
    items = []
    for spelled, meaning in _TERMS.items():
        used = next((word for word in spelled.split("／") if word in text), None)
        if used is not None:
            items.append(Item(line(Strong(used), f"：{meaning}")))
    return Listing(tuple(items)) if items else None


def texts(document: Document) -> Iterator[str]:
    """Every text of a document, line by line."""
    yield document.title
    for _, fact in document.facts:
        yield _plain(fact)
    for block in document.blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.caption
            for row in (block.head, *block.rows):
                yield from map(_plain, row)
        case Listing():
            yield from (text for item in block.items for text in _items(item))
        case Note():
            yield _plain(block.title)
            for inner in block.blocks:
                yield from _of(inner)
        case Paragraph() | Heading():
            yield _plain(block.line)
        case Chart() | Bars():
            pass


def _items(item: Item) -> Iterator[str]:
    yield _plain(item.line)
    for child in item.children:
        yield from _items(child)


def _plain(parts: Line) -> str:
    return "".join(part.text for part in parts)
