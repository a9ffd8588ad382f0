"""The summary reads as Chinese, holds what the policy says and nothing else."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from policyc import compile_file
from policyc.document.blocks import Block, Document, Heading, Item, Line, Link, Listing, Note, Paragraph, Table
from policyc.model.policy import Modality, Policy, RemarkKind
from policyc.pipeline import compile_text
from policyc.targets.summary import TARGET
from policyc.targets.summary.document import document_of
from policyc.targets.summary.glossary import texts
from policyc.wording.amounts import bound_phrase
from policyc.wording.lint import lint
from policyc.wording.modalities import MODALITIES
from tests.properties.strategies import Drawn, policies

ROOT = Path(__file__).parents[3]
LANGUAGE = ROOT / "tests" / "language"
FILES = {
    "national": ROOT / "policies" / "2023.pol",
    "enrolment": ROOT / "policies" / "enrolment_2025.pol",
    "shandong": ROOT / "policies" / "shandong" / "enrolment_2025.pol",
    "zaozhuang": ROOT / "policies" / "zaozhuang" / "2023.pol",
    "variety": Path(__file__).parent / "variety.pol",
    "features": ROOT / "tests" / "golden" / "features.pol",
    "housing": LANGUAGE / "housing_fund" / "good" / "housing_fund.pol",
    "pension": LANGUAGE / "pension" / "good" / "pension.pol",
}


@functools.cache
def policy(name: str) -> Policy:
    """A policy that compiles without errors, with its examples run."""
    made = compile_file(FILES[name])
    assert made.policy is not None and made.ok, [d.message("zh") for d in made.diagnostics]
    return made.policy


def compiled(text: str) -> Policy:
    """The policy of a text."""
    made = compile_text(text, "trial.pol")
    assert made.policy is not None and made.ok, [d.message("zh") for d in made.diagnostics]
    return made.policy


@functools.cache
def document(name: str) -> Document:
    """The document of a policy."""
    return document_of(policy(name))


@functools.cache
def summary(name: str) -> str:
    """The page of a policy."""
    (text,) = TARGET.render(policy(name)).values()
    return text.decode()


def section(name: str, title: str) -> str:
    """The text below one of the chapters' headings."""
    after = summary(name).split(f"{title}\n", 1)[1]
    return after.split("\n## ", 1)[0]


@pytest.mark.parametrize("name", FILES)
def test_no_forbidden_form(name: str) -> None:
    """No 约70%左右, no 大于等于, no commas in amounts."""
    assert lint(summary(name)) == ()


@pytest.mark.parametrize("name", FILES)
def test_layout(name: str) -> None:
    """One file named by the policy's id, LF, one blank line at most, no trailing space, one newline at the end."""
    assert list(TARGET.render(policy(name))) == [f"{policy(name).id}.md"]
    text = summary(name)
    assert "\r" not in text and "\n\n\n" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]


@pytest.mark.parametrize("name", FILES)
def test_the_chapters_stand_in_the_order_of_a_published_one(name: str) -> None:
    """And none is empty."""
    order = [
        "一句话读懂",
        "要点表",
        "分条说明",
        "算一算",
        "目标与期限",
        "各方责任",
        "待定事项",
        "文件未载明",
        "名词解释",
        "口径与假设",
        "上位规定与本地标准",
        "引用的其他标准",
        "依据",
    ]
    blocks = document(name).blocks
    chapters = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    titles = [plain(line) for i in chapters for line in lines_of(blocks[i])]
    assert titles == [title for title in order if title in titles]
    assert titles[0] == order[0] and titles[-1] == order[-1]
    assert all(after > before + 1 for before, after in zip(chapters, [*chapters[1:], len(blocks)], strict=True))


@pytest.mark.parametrize("name", FILES)
def test_every_link_leads_somewhere(name: str) -> None:
    """And no two places bear the same anchor."""
    check_anchors(document(name))


@pytest.mark.parametrize("name", FILES)
def test_tables_are_rectangular_and_say_what_their_columns_are(name: str) -> None:
    """Rows as long as the head, no head empty."""
    check_tables(document(name))


@pytest.mark.parametrize("name", FILES)
def test_everything_is_told(name: str) -> None:
    """Every figure with what is said of it, every rule, goal, measure and remark, has its place."""
    check_everything_is_told(policy(name), document(name))


def check_anchors(shown: Document) -> None:
    """Every link has one place."""
    anchors = [block.anchor for block in shown.blocks if isinstance(block, Heading) and block.anchor is not None]
    assert len(anchors) == len(set(anchors))
    assert {part.anchor for line in lines(shown) for part in line if isinstance(part, Link)} <= set(anchors)


def check_tables(shown: Document) -> None:
    """Every table is one."""
    for table in tables(shown.blocks):
        assert all("".join(part.text for part in cell) for cell in table.head)
        assert all(len(row) == len(table.head) for row in table.rows)
        assert table.rows and max(table.numeric, default=0) < len(table.head)


def check_everything_is_told(told: Policy, shown: Document) -> None:
    """What the policy declares can be read."""
    text = squeezed("\n".join(texts(shown)))
    for param in told.params:
        said = bound_phrase(param.bound, param.type)
        cell = bound_phrase(param.bound, param.type, "table")
        assert squeezed(said) in text or squeezed(cell) in text, (param.name, said)
    named = (*told.rules, *told.targets, *(p for p in told.params if "." not in p.name))
    assert [each.name for each in named if squeezed(each.name) not in text] == []
    for measure in told.measures:
        words = [squeezed(quote.text) for quote in measure.quotes] or [measure.name]
        assert squeezed(measure.name) in text or all(word.replace("“", "‘").replace("”", "’") in text for word in words)
    for remark in told.remarks:
        assert squeezed(remark.text) in text
    holes = [p for p in told.params if p.bound.value is None and p.formula is None and "." not in p.name]
    assert text.count("未明确") >= len(holes)


def squeezed(text: str) -> str:
    """Without white space, which printing may change."""
    return "".join(text.split())


def lines(shown: Document) -> Iterator[Line]:
    """Every line of a document."""
    yield from (line for _, line in shown.facts)
    yield from (line for block in shown.blocks for line in lines_of(block))


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of a block."""
    match block:
        case Heading() | Paragraph():
            yield block.line
        case Table():
            yield from block.head
            yield from (cell for row in block.rows for cell in row)
        case Listing():
            yield from (line for item in block.items for line in lines_of_item(item))
        case Note():
            yield block.title
            yield from (line for inner in block.blocks for line in lines_of(inner))


def lines_of_item(item: Item) -> Iterator[Line]:
    """Every line of an item."""
    yield item.line
    yield from (line for child in item.children for line in lines_of_item(child))


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    """Every table."""
    for block in blocks:
        match block:
            case Table():
                yield block
            case Note():
                yield from tables(block.blocks)


@settings(deadline=None)
@given(policies())
def test_the_summary_of_any_policy(drawn: Drawn) -> None:
    """Whatever a policy says: no forbidden form of ours, every figure, links that lead somewhere."""
    made = compile_text(drawn.text, "drawn.pol")
    if made.policy is None or not made.ok:
        return
    shown = document_of(made.policy)
    check_anchors(shown)
    check_tables(shown)
    check_everything_is_told(made.policy, shown)
    assert lint("\n".join(line for line in printed(shown) if not any(text in line for text in FOREIGN))) == ()


#: Parts of the drawn texts: a line that holds one is not our wording.
FOREIGN = ("带", "反斜杠", "三引号", "花括号", "标签", "井号", "BULLET", "末尾")


def printed(shown: Document) -> Iterator[str]:
    """The lines of a document as they are printed: rows of tables between bars."""
    for block in shown.blocks:
        if isinstance(block, Note):
            yield from (line for inner in block.blocks for line in printed(Document("", (inner,))))
        elif isinstance(block, Table):
            yield from (f"| {' | '.join(map(plain, row))} |" for row in (block.head, *block.rows))
        else:
            yield from map(plain, lines_of(block))


def plain(line: Line) -> str:
    """The words of a line."""
    return "".join(part.text for part in line)


# ------------------------------------------------------------------ what is said


def test_national_figures() -> None:
    """The figures stand in the first sentence, with their bounds; worked examples are calculated through."""
    lead = section("national", "## 一句话读懂").strip().splitlines()[0]
    assert lead.startswith("2023年，个人缴费标准为每人每年380元；")
    assert "人均财政补助标准每人每年不低于640元" in lead
    assert "筹资标准为每人每年1020元（人均财政补助标准按每人每年640元计）" in lead
    text = summary("national")
    assert "即80% × 640元/人·年 = 512元/人·年" in text
    assert "实际每人每年不低于512元" in text
    assert "**中央财政补助**：分档为东部的，未明确。原文“对东部地区省份分别按照一定比例”。" in text
    assert "| 补多少 | 中央财政补助 | 西部≥512元/人·年；中部≥384元/人·年；东部未明确 |" in text  # the base is a floor
    assert "| 西部 | ≥512元/人·年 |" in text
    assert "| 住院支付比例 | 约70% | 未写明 |" in text
    assert "- **住院支付比例**（目标）：70%左右。" in text
    assert "| 实际付费统筹地区占比 | ≥70% | 2023年12月31日前 |" in text
    assert "- 数字核对：筹资标准为每人每年1020元（原文“筹资标准为1020元”）；人均财政补助标准按每人每年640元计，相符。" in text


def test_a_city_beside_the_nation() -> None:
    """The floor above, the figure here, and that it conforms; the change that the city's own document states."""
    rows = section("zaozhuang", "## 上位规定与本地标准")
    assert "| 人均财政补助标准 | ≥640元/人·年 | 640元/人·年 | 符合 | 国家《通知》一 | [《市通知》（一）](#clause-1) |" in rows
    province = section("shandong", "## 上位规定与本地标准")
    assert "| 连续参保激励 | 原则上≥1000元/年·次 | 3000元/年·次（据报道） | 符合 |" in province
    assert "| 断保降低标准 | 未明确 | 3000元/年·次（据报道） | 上位未定，由本地确定 |" in province
    assert "人均财政补助标准由每人每年不低于610元提高到640元，提高30元" in section("zaozhuang", "## 一句话读懂")
    assert "| 特困人员 | 380元/人·年 | 0元/人·年 |" in summary("zaozhuang")
    assert "西部512元/人·年；中部384元/人·年；东部未明确" in summary("zaozhuang")  # here the base is exact


def test_a_comparator_that_changed() -> None:
    """380元 and then 不低于400元: by how much it rose is told because the document says so."""
    made = compile_file(ROOT / "policies" / "2024.pol").policy
    assert made is not None
    text = "\n".join(texts(document_of(made)))
    assert "个人缴费标准由每人每年380元提高到不低于400元，提高20元" in text
    assert "人均财政补助标准由每人每年不低于640元提高到不低于670元，提高30元" in text
    assert "个人缴费标准 - 2023年个人缴费标准为每人每年20元（据报道，“增加20元”）" in text


@pytest.mark.parametrize(
    "line",
    [
        "> - 四是断保年数不少于长断保年数的，等待期为（固定等待期 + 修复后变动等待期）与长断保下限的较大值，"
        "即3（固定等待期）+ 4（修复后变动等待期）= 7个月，长断保下限6个月；取较大者，为7个月；",
        "> - 三是激励上限为激励上限比例 × 大病原封顶线，即20% × 20万元/年 = 4万元/年；",
        "> - 四是激励额为（连续激励额 + 零报销激励额）与激励上限的较小值，"
        "即2万元/年 + 2.3万元/年 = 4.3万元/年，激励上限4万元/年；取较小者，为4万元/年。",
        "> - 如按“逐年计”理解，上述算例“断保2025、2026两年，2027年集中参保期缴费”中，等待期由4个月变为5个月。",
        "> 由记录得出：连续参保年数逐年为1年、2年、3年、4年、5年；连续激励次数逐年为0次、0次、0次、0次、1次。",
    ],
)
def test_layered_cases(line: str) -> None:
    """Each step in words and then in numbers, and what another reading would change."""
    if line.startswith("> 由记录"):
        assert "连续激励次数逐年为0次、0次、0次、0次、1次" in summary("enrolment")
    else:
        assert line in summary("enrolment").splitlines()


def test_twins_stand_side_by_side() -> None:
    """Two cases that differ in one thing, with every step of both."""
    text = summary("enrolment")
    table = text.split("| 项目 | 断保四年，不补缴 | 断保四年，全部补缴，仍不少于6个月 |")[1].split("\n\n")[0]
    assert "| 补缴年数 | 0年 | 4年 |" in table
    assert "| 修复后变动等待期 | 3个月 | 0个月 |" in table
    assert "| 等待期 | 6个月 | 6个月 |" in table


def test_modalities_are_kept_apart() -> None:
    """A permission stands under 可以, never under 应当."""
    second = summary("national").split("二、健全待遇保障机制\n")[1].split("\n### ")[0]
    may = [line for line in second.splitlines() if MODALITIES[Modality.MAY] in line.split("：")[0]]
    assert may == [
        "- **可以**：新增筹资用于门诊（“用于加强门诊保障”；条件：有条件的地区）。",
        "- **可以**：门诊用药保障扩围（“扩大到心脑血管疾病”；条件：有条件的地区）。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**个人实缴**按下列情形确定：",
        "- 类别为特困人员的，每人每年0元（原文“全额资助”）。",
        "- 其他情形，缴费标准（每人每年380元）。",
        "- 年满70岁的，在此基础上提高5个百分点。",
        "- 未按分级诊疗的，在此基础上降低10个百分点。",
        "| 类别 | 一级 | 二级、三级 |",
        "| 特困人员、低保对象 | 90% | 未明确 |",
        "| 三级 | 800元 |",
        "- 1.4万元（含）以下部分不予支付。",
        "- 1.4万元以上至10万元（含）部分支付60%。",
        "- 合计最高40万元。",
        "**大病支付**：以合规费用为基数，分段计算后相加，结果四舍五入到0.01元：",
        "**住院报销**：取住院比例 × （合规费用超过起付标准的部分）与15万元的较小值，结果四舍五入到0.01元。",
        "**等待期**：仅适用于缴费日期不早于2023年3月1日的情形。自上而下依次判断，按最先符合的情形确定：",
        "- 不满18岁的，1个月。",
        "- 其他情形（其余人员等待期相同），3个月。",
        "**老年人**：指年满60岁。",
        "- 老年人且不属于“未按分级诊疗”情形的，100元。",
        "- 其他情形，类别为普通居民的，0元；类别为特困人员或低保对象的，50元。",
        "- 年龄不超过120岁。",
        "> - 二是老年人且不属于“未按分级诊疗”情形的，补贴为100元。",
        "> 综上，住院报销为1.44万元。",
        "- **可以**（各区）：试点\\_一（“可\\_先行\\_试点”；条件：有条件的；时限：到2025年）。",
        "- \\[口径\\](http\\://x.cn)按&lt;b&gt;历年&lt;/b&gt;计 \\| 不分月。",
    ],
)
def test_every_construct_reads_well(line: str) -> None:
    """One sentence or row of each construct, as it is printed."""
    assert line in summary("variety").splitlines()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("features", "> - 二是比例一般为住院支付比例（60%）；年满70岁的，在此基础上提高提高幅度（5个百分点），为65%；"),
        ("features", "- **提高幅度**：5个百分点。原文“提高5个百分点”。"),
        (
            "housing",
            "> - 五是评估费分段计算：100万元（含）以下部分100万元 × 0.5% = 5000元，"
            "100万元以上至500万元（含）部分2000001元 × 0.3% = 6000.003元；合计最高2万元，四舍五入到0.01元，共1.1万元。",
        ),
        ("pension", "> - 三是其他情形，达到年龄的条件未满足（周岁60岁，退休年龄61岁）；"),
        ("pension", "> - 七是基础养老金为计发基数 × 平均指数 × 计发档，四舍五入到0.01元，即7200元/月 × 100% × 20% = 1440元/月；"),
    ],
)
def test_every_kind_of_step_is_worked_through(name: str, line: str) -> None:
    """Modifiers, brackets, conditions and products in numbers."""
    assert line in summary(name).splitlines()


def test_a_policy_of_another_field_has_its_questions() -> None:
    """A pension is received, a loan is lent; what no word decides stands under 其他标准."""
    assert "| 领多少 | 计发基数 | 7200元/月 |" in summary("pension")
    assert "| 贷多少 | 可贷额 |" in summary("housing")
    assert "| 其他标准 | 评估费 |" in summary("housing")


def test_an_example_tells_of_the_open_figures_that_it_was_worked_out_with() -> None:
    """Of those that were read, also by another rule; not of those in an arm that was not taken."""
    made = compiled(
        """policy 试例 as trial { region 全国 "CN" year 2023 }
source 文 as doc { title "试例（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
input 年龄 as years_old : 岁
input 退休 as retired : bool
clause 文 "一、" {
  param 补贴 as allowance >= 50元 quote "不低于50元"
  rule 月领 as monthly = 100元 { plus 补贴 when 年龄 >= 70岁 }
  rule 年领 as yearly = 月领 * 12
  example "六十岁" { given 年龄 = 60岁  expect 月领 == 100元  expect 年领 == 1200元 }
  example "七十岁" { given 年龄 = 70岁, 退休 = true  expect 月领 == 150元  expect 年领 == 1800元 }
}"""
    )
    told = [text for text in texts(document_of(made)) if text.startswith("综上")]
    assert told == ["综上，年领为1200元。", "综上，年领为1800元（补贴不低于50元，按50元计算；实际不低于1800元）。"]


def test_second_sources_are_told_once() -> None:
    """What another document says of a figure stands with that document, not beside the words that decide."""
    shown = list(texts(document_of(compiled(SECOND))))
    row = next(text for text in shown if text.startswith("甲："))
    assert "“甲为1元”" in row and "another" not in row and "报道" not in row
    assert any(text.startswith("乙：2元") and "《报道》“乙为2元”" in text for text in shown)  # nothing else says so
    assert shown.count("佐证：甲、乙") == 1


SECOND = """policy 试例 as trial { region 全国 "CN" year 2023 }
source 文 as doc { title "试例（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
source 报道 as report { title "报道（虚构）" number "无" issuers "试例社" issued 2023-01-02 }
clause 文 "一、" {
  param 甲 as a = 1元   quote "甲为1元"  quote 报道 "另一,处 another"
  param 乙 as b = 2元   quote 报道 "乙为2元"
}
"""


def test_questions_and_assumptions_are_kept_apart() -> None:
    """What the document does not say, and what the encoding assumes."""
    remarks = policy("national").remarks
    asked, assumed = section("national", "## 文件未载明"), section("national", "## 口径与假设")
    assert all(remark.text in (asked if remark.kind is RemarkKind.QUESTION else assumed) for remark in remarks)
