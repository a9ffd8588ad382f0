"""Clauses are found by their paths, however they are typed; and where what is normative begins and ends."""

import pytest

from policyc.citations.documents import document
from policyc.citations.headings import Extent, Missing, NotFound, normative, outline
from policyc.citations.text import normalise

NOTICE = """某发〔2031〕1号
关于某事的通知
各单位：
现通知如下：
一、总体要求
（一）目标。到2033年全面建成。下列机构：
一、二级医院参加。
（二）原则。坚持统筹。
二、主要任务
㈠ 任务甲。完成甲事；(二)任务乙。完成乙事。
1.第一项。做甲。
2．第二项。做乙1.5次。
某某局
2031年3月1日
（公开）
"""
LAW = """第一章 总则
第一条 为了某事，制定本条例。
第二条 本条例所称甲，是指下列各项：
（一）子项；
（二）丑项。
乙不适用本条例。
第二章 待遇
第十二条 参保人享受待遇。
缴费满四年的，待遇提
高一倍。
附则由本局解释。
"""
PARTS = """摘要：持续提高标准：新增30元。
01
稳步提高筹资标
(一)持续提高标准。新增30元。
02
巩固待遇
(二)巩固住院。稳定。
编辑:某某
"""


def _found(text: str, locator: str) -> str | Missing:
    lines = outline(normalise(text))
    extent = lines.clause(locator)
    if isinstance(extent, NotFound):
        return extent.why
    return lines.text.text[extent.start : extent.end]


@pytest.mark.parametrize(
    ("text", "locator", "begins", "ends"),
    [
        (NOTICE, "一、总体要求", "一、总体", "坚持统筹。"),
        (NOTICE, "一、", "一、总体", "坚持统筹。"),
        (NOTICE, "一、/（二）", "(二)原则", "坚持统筹。"),
        (NOTICE, "一、总体要求 → (一)目标", "(一)目标", "医院参加。"),
        (NOTICE, "二、主要任务/（一）", "(一)任务甲", "完成甲事;"),
        (NOTICE, "二、/（二）", "(二)任务乙", "做乙1.5次。"),
        (NOTICE, "二、/（二）任务乙/2.", "2.第二项", "做乙1.5次。"),
        (NOTICE, "二、", "二、主要", "做乙1.5次。"),
        (NOTICE, "全文", "某发", "(公开)"),
        (LAW, "第二条", "第二条本", "乙不适用本条例。"),
        (LAW, "第二条第二款", "乙不适用", "乙不适用本条例。"),
        (LAW, "第二条第一款第（二）项", "(二)丑项", "丑项。"),
        (LAW, "第十二条第二款", "缴费满", "提高一倍。"),
        (LAW, "第二章 待遇", "第二章", "本局解释。"),
        (PARTS, "（一）持续提高标准", "(一)持续", "新增30元。"),
        (PARTS, "01稳步提高筹资标准/（一）", "(一)持续", "新增30元。"),
        (PARTS, "（二）", "(二)巩固", "稳定。"),
    ],
)
def test_a_clause_is_found(text: str, locator: str, begins: str, ends: str) -> None:
    found = _found(text, locator)
    assert isinstance(found, str) and found.startswith(begins) and found.endswith(ends), found


@pytest.mark.parametrize(
    ("text", "locator", "why"),
    [
        (NOTICE, "三、", Missing.NONE),
        (NOTICE, "一、主要任务", Missing.TITLE),
        (NOTICE, "（一）", Missing.SEVERAL),
        (LAW, "第十二条第九款", Missing.NONE),
        (LAW, "第三条", Missing.NONE),
        (PARTS, "没有这样的话", Missing.NONE),
    ],
)
def test_a_clause_is_not_found(text: str, locator: str, why: Missing) -> None:
    assert _found(text, locator) is why


def test_a_heading_without_a_number() -> None:
    text = "导语。\n完善政策\n要求甲。要求乙。\n改善服务\n要求丙。\n"
    assert _found(text, "完善政策") == "完善政策要求甲。要求乙。"
    assert _found(text, "要求丙") == "要求丙。"


def test_what_is_normative() -> None:
    for text, begins, ends in ((NOTICE, "一、总体", "做乙1.5次。"), (PARTS, "01稳步", "稳定。")):
        lines = outline(normalise(text))
        extent = normative(lines)
        said = lines.text.text[extent.start : extent.end]
        assert said.startswith(begins) and said.endswith(ends)


def test_sentences_leave_headings_out() -> None:
    read = document("notice.txt", NOTICE)
    said = [read.text.text[s.start : s.end] for s in read.sentences(normative(read.outline))]
    assert said == [
        "到2033年全面建成。",
        "下列机构:一、二级医院参加。",
        "坚持统筹。",
        "完成甲事;",
        "完成乙事。",
        "做甲。",
        "做乙1.5次。",
    ]
    assert isinstance(read.outline.clause("全文"), Extent)
