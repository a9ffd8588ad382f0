"""Clauses, words, lists, conditions and second sources: what holds, and what is refused with which code."""

import pytest

from policyc.citations.check import check_citations
from policyc.citations.corroboration import Verdict
from policyc.citations.stale import stale_figures
from policyc.model.policy import Policy
from policyc.pipeline import compile_text

HEAD = """policy 试点 as trial {{ region 全国 "CN" year {year} }}
source 通知 as notice {{
  title "关于某事的通知" number "某发〔{year}〕1号" issuers "甲局" issued {year}-03-01 file "notice.txt"
}}
source 报道 as report {{
  title "报道" number "无" issuers "某社" issued {year}-03-02 nature "新闻报道" file "report.txt"
}}
enum 地区 as area {{ 西部 as west, 中部 as central }}
input 所在地 as place : 地区
input 年龄 as age_years : 岁
input 参保年数 as years_enrolled : 年
input 费用 as cost : 元
clause 通知 "一、标准" {{
{body}
}}
clause 通知 "二、其他" {{ must 收尾 as closing quote "做好收尾" }}
"""
NOTICE = "关于某事的通知\n一、标准\n{sentence}\n二、其他\n做好收尾。另有70%左右和 88元。\n甲局\n2023年3月1日\n"


def _policy(body: str, year: int = 2023) -> Policy:
    compiled = compile_text(HEAD.format(body=body, year=year), "trial.pol")
    assert compiled.policy is not None and compiled.ok, [d.message("zh") for d in compiled.diagnostics]
    return compiled.policy


def _codes(body: str, sentence: str, report: str = "") -> list[str]:
    texts = {"notice.txt": NOTICE.format(sentence=sentence), "report.txt": report}
    _, found = check_citations(_policy(body), texts)
    return [d.code.code for d in found]


HOLDS = [
    ('param 甲 as a >= 640元 quote "640元"', "补助每人每年不低于 640元。"),
    ('param 甲 as a >= 640元 quote "不得少于640元"', "不得少于640元。"),
    ('param 甲 as a = 380元 quote "380元"', "不低于640元，缴费达到380元。"),
    ('param 甲 as a ~ 70% quote "七成左右"', "稳定在七成左右。"),
    ('param 甲 as a <= 20% quote "原封顶线的20%"', "总额不超过所在统筹地区大病保险原封顶线的20%。"),
    ('param 甲 as a >= 99% quote "99%以上"', "达到99%以上。"),
    ('param 甲 as a > 3% quote "3%"', "增幅高于3%。"),
    ('param 支付限额 as a = 200元 quote "200元"', "最高支付200元。"),
    ('param 甲 as a in 15% .. 20% quote "15%至20%"', "按15%至20%补助。"),
    ('param 甲 as a in 15% .. 20% quote "20%"  quote "15%"', "不低于15%且不超过20%。"),
    ('param 甲 as a = 4年 quote "满4年"', "连续参保满4年。"),
    (
        'param 甲 as a >= 400元 quote "每年的标准分别不低于670元和400元" because "名称见上文"',
        "每年的标准分别不低于670元和400元。",
    ),
    ('param 甲 as a = 640元 quote "不低于640元" because "本地按下限执行"', "不低于640元。"),
    ('rule 甲 as a = if 参保年数 >= 4年 then 10元 else 0元 quote "满4年的补10元"', "参保满4年的补10元。"),
    ('rule 甲 as a = if 参保年数 < 4年 then 0元 else 10元 quote "满4年的补10元"', "参保满4年的补10元。"),
    ('rule 甲 as a = 0元 { except when 年龄 > 80岁 -> 10元 quote "超过80岁的补10元" }', "超过80岁的补10元。"),
    (
        'rule 甲 as a = max(2000元, 20% * 费用) rounded to 0.01元 quote "按20%计算，最低不低于2000元"',
        "按20%计算，最低不低于2000元。",
    ),
    (
        'rule 甲 as a = match 所在地 { 西部 -> 80% 中部 -> 60% } quote "西部、中部省份分别按80%、60%"',
        "对西部、中部省份分别按80%、60%补助。",
    ),
    ('rule 甲 as a = match 所在地 { 西部 -> 80% 中部 -> 60% } quote "西部80%，中部60%"', "西部80%，中部60%。"),
    (
        'param 西部比例 as a = 80% quote "西部、中部分别按80%、60%"\n param 中部比例 as b = 60% quote "西部、中部分别按80%、60%"',
        "西部、中部分别按80%、60%。",
    ),
    (
        'param 甲 as a = 610元\n param 乙 as b = 640元 quote "640元"\n check 甲 == 乙 - 30元 quote "新增30元"',
        "新增30元，为640元。",
    ),
    ('must 甲 as a { condition "有条件的地区" } quote "加强保障"', "有条件的地区要加强保障。"),
    ('must 甲 as a { condition "符合条件的人员" } quote "动员"', "动员更多符合条件的人员。"),
    ('must 甲 as a because "全部人员都符合条件" quote "动员"', "动员更多符合条件的人员。"),
    ('must 甲 as a quote "持续"', "建设可持续的体系。"),
    ('may 甲 as a quote "降低限额"', "可降低限额。"),
    ('explore 甲 as a quote "建立机制"', "探索建立机制。"),
    ('param 甲 as a >= 1000元 principally quote "1000元"', "原则上每次不低于1000元。"),
    ('must 甲 as a { by 2023-12-31 } quote "年底前完成"', "年底前完成。"),
    ('must 甲 as a { by 2024 } quote "明年完成"', "明年完成。"),
    ('must 甲 as a { by 2025 } quote "到2025年"', "到2025年建成。"),
    ('must 甲 as a quote "按照《有条件地区办法（2022年）》执行"', "按照《有条件地区办法（2022年）》执行。"),
]


@pytest.mark.parametrize(("body", "sentence"), HOLDS)
def test_what_holds(body: str, sentence: str) -> None:
    assert _codes(body, sentence) == []


SWAPPED = "rule 甲 as a = match 所在地 { 西部 -> 60% 中部 -> 80% }"
REFUSED = [
    ("E0801", 'param 甲 as a = 640元 quote "640元整"', "为640元。"),
    ("E0802", 'param 甲 as a = 4年 quote "4个月"', "满4个月。"),
    ("E0802", 'param 甲 as a = 40元 quote "40"', "为40万元。"),
    ("E0802", 'must 甲 as a { by 2023-12-12 } quote "2023年12月31日前"', "2023年12月31日前完成。"),
    ("E0802", 'must 甲 as a { by 2024-12-31 } quote "年底前"', "年底前完成。"),
    ("E0802", 'param 甲 as a = 600元 quote "为640元"\n param 乙 as b = 甲 quote "为640元"', "为640元。"),
    ("E0805", 'param 甲 as a = 88元 quote "88元"', "为640元。"),
    ("E0806", 'param 甲 as a = 70% quote "70%"', "甲为70%。乙为70%。"),
    ("E0807", "param 甲 as a = 70%", "甲为70%。"),
    ("E0807", "must 甲 as a", "要做甲。"),
    ("E0808", 'param 甲 as a = 640元 quote "640元"', "不低于640元。"),
    ("E0808", 'param 甲 as a >= 640元 quote "640元"', "不超过640元。"),
    ("E0808", 'param 甲 as a = 70% quote "70%"', "在70%左右。"),
    ("E0808", 'param 甲 as a >= 3% quote "3%"', "增幅高于3%。"),
    (
        "E0808",
        'param 甲 as a = 400元 quote "甲乙分别不低于670元和400元" because "理由" '.replace('because "理由" ', ""),
        "甲、乙分别不低于670元和400元。",
    ),
    ("E0808", 'rule 甲 as a = 80% * 费用 rounded to 0.01元 quote "按不低于80%补助"', "按不低于80%补助。"),
    ("E0809", 'param 甲 as a >= 380元 quote "达到380元"', "不低于640元，缴费达到380元。"),
    ("E0809", 'param 甲 as a ~ 70% quote "70%"', "达到70%。"),
    (
        "E0810",
        'rule 甲 as a = match 所在地 { 西部 -> 60% 中部 -> 80% } quote "西部、中部分别按80%、60%"',
        "西部、中部分别按80%、60%。",
    ),
    ("E0810", f'{SWAPPED} quote "西部、中部分别按80%、60%"', "西部、中部分别按80%、60%。"),
    ("E0810", f'{SWAPPED} quote "西部80%，中部60%"', "西部80%，中部60%。"),
    ("E0810", 'param 西部比例 as a = 60% quote "西部、中部分别按80%、60%"', "西部、中部分别按80%、60%。"),
    ("E0811", 'rule 甲 as a = match 所在地 { 西部 -> 80% 中部 -> 60% } quote "80%、60%"', "西部、中部分别按80%、60%。"),
    ("E0812", 'rule 甲 as a = 0元 { except when 年龄 >= 80岁 -> 10元 quote "超过80岁的补10元" }', "超过80岁的补10元。"),
    ("E0812", 'rule 甲 as a = 0元 { except when 年龄 <= 80岁 -> 10元 quote "80岁以上的补10元" }', "80岁以上的补10元。"),
    ("E0812", 'rule 甲 as a = if 参保年数 > 4年 then 10元 else 0元 quote "满4年的补10元"', "满4年的补10元。"),
    ("E0813", 'must 甲 as a quote "加强保障"', "有条件的地区要加强保障。"),
    ("E0813", 'must 甲 as a quote "加强保障"', "有条件的地区，要加强保障。"),
    ("E0813", 'must 甲 as a quote "都要参加"', "都要参加，在押人员除外。"),
    ("E0813", 'must 甲 as a quote "降低限额"', "可降低限额。"),
    ("E0813", 'must 甲 as a quote "建立机制"', "探索建立机制。"),
    ("E0813", 'param 甲 as a >= 1000元 quote "1000元"', "原则上每次不低于1000元。"),
    ("E0813", 'must 甲 as a quote "及时报告"', "遇有重大情况要及时报告。"),
    ("E0814", 'may 甲 as a quote "加强保障"', "加强保障。"),
    ("E0814", 'param 甲 as a >= 1000元 principally quote "1000元"', "每次不低于1000元。"),
]


@pytest.mark.parametrize(("code", "body", "sentence"), REFUSED)
def test_what_is_refused(code: str, body: str, sentence: str) -> None:
    assert code in _codes(body, sentence)


def test_a_second_source() -> None:
    body = """param 甲 as a >= 640元 quote "不低于640元" quote 报道 "达到640元"
      target 乙 as b ~ 70% by 2023-12-31 quote "年底前达到70%左右" quote 报道 "about 70%"
      must 丙 as c quote "监察能力" quote 报道 "监管能力"
    """
    texts = {
        "notice.txt": NOTICE.format(sentence="不低于640元，年底前达到70%左右，提高监察能力。"),
        "report.txt": "报道：补助达到640元，提高监管能力。It is about 70%.",
    }
    held, found = check_citations(_policy(body), texts)
    assert found == () and held is not None
    rows = [(row.name, row.figure, row.verdict) for row in held.agreements]
    assert rows == [
        ("甲", "640元", Verdict.DIFFERS),
        ("乙", "70%", Verdict.AGREES),
        ("乙", "2023-12-31", Verdict.SILENT),
        ("丙", "", Verdict.DIFFERS),
    ]
    texts["report.txt"] = texts["report.txt"].replace("640", "650")
    wrong = [d.code.code for d in check_citations(_policy(body.replace("达到640元", "达到650元")), texts)[1]]
    assert wrong == ["E0815"]


def test_units_that_a_quote_leaves_out_are_listed() -> None:
    texts = {"notice.txt": NOTICE.format(sentence="标准为 1020元。")}
    held, found = check_citations(_policy('param 甲 as a = 1020元/人/年 quote "为1020元"'), texts)
    assert found == () and held is not None and held.units == (("甲", "1020元/人/年", "/人/年"),)


def test_last_years_figure_from_last_years_document() -> None:
    body = 'param 甲 as a = 380元 quote "380元"\n param 乙 as b = 70% quote "70%"'
    this, last = _policy(body), _policy(body)
    assert [d.values for d in stale_figures(this, [last])] != []
    assert [d.code.code for d in stale_figures(this, [last])] == ["W0801", "W0801"]
    assert list(stale_figures(_policy(body, 2024), [last])) == [], "it cites a document of its own"
    assert list(stale_figures(_policy(body.replace("380", "400")), [_policy(body.replace("70%", "65%"))])) == []
    reasoned = body.replace('quote "380元"', 'quote "380元" because "继续有效"').replace(
        'quote "70%"', 'quote "70%" because "未变"'
    )
    assert list(stale_figures(_policy(reasoned), [last])) == []


def test_without_texts_the_quotes_are_checked_by_themselves() -> None:
    policy = _policy('param 甲 as a = 640元 quote "不低于640元"\n param 乙 as b = 70% quote "60%"')
    held, found = check_citations(policy, {}, alone=True)
    assert sorted(d.code.code for d in found) == ["E0802", "E0808"] and held is not None and held.files == ()
