"""The index of names: every use of a name is found, and leads to its declaration, also in another file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policyc.quantities.units import UNIT_SPELLINGS
from policyc.semantics.uses import Definition, FileNames, What, lookup, names_of
from policyc.syntax import tree
from policyc.syntax.parse import parse
from policyc.workspace.compiling import library_of, name_of
from policyc.workspace.settings import find_workspace
from policyc_grammar.keywords import keywords
from tests.relations.policies import SOURCE, write

ROOT = Path(__file__).parents[2]
POLICIES = sorted((ROOT / "policies").rglob("*.pol"))
NAME = re.compile(r"(?<!\w)(?!\d)\w*[\u3400-\u9fff]\w*")


def index(path: Path) -> FileNames:
    """The index of a file among the policies of its workspace."""
    text = path.read_text("utf-8")
    file, _ = parse(text, name_of(path))
    assert file is not None
    return names_of(file, text, library_of(find_workspace(path.parent), [path]))


def told(files: list[FileNames], texts: dict[str, str]) -> set[tuple[str, str, str]]:
    """Every use: the file, the word there, and what it means as “kind policy.within.name”."""
    known = lookup(files)
    return {
        (use.span.file, texts[use.span.file][use.span.start : use.span.end], called(known[use.key][0]))
        for file in files
        for use in file.uses
    }


def called(definition: Definition) -> str:
    within = f"{definition.within}." if definition.within else ""
    return f"{definition.what.en} {definition.policy}:{within}{definition.name}"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_name_of_a_shipped_policy_is_known(path: Path) -> None:
    """Outside texts and comments, a word with a Chinese character is declared, used, a keyword, a unit or a region."""
    text = path.read_text("utf-8")
    names = index(path)
    spans = [*(d.span for d in names.definitions), *(use.span for use in names.uses)]
    starts = {span.start for span in spans}
    bare = re.sub(r'"(?:\\.|[^"\\\n])*"|#[^\n]*', lambda m: " " * len(m[0]), text)
    regions = {m[1] for m in re.finditer(r"(?:region|地区)\s+(\S+)", bare)}
    words = {word for keyword in keywords() for zh in keyword.zh for word in zh.split()}
    left = {m[0] for m in NAME.finditer(bare) if m.start() not in starts}
    assert left <= regions | set(UNIT_SPELLINGS) | words
    assert all(text[d.span.start : d.span.end] == d.name for d in names.definitions)
    assert all(text[d.alias_span.start : d.alias_span.end] == d.alias for d in names.definitions if d.alias_span)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_use_in_a_shipped_policy_leads_to_a_declaration_of_that_name(path: Path) -> None:
    known = lookup([index(each) for each in POLICIES])
    text = path.read_text("utf-8")
    for use in index(path).uses:
        (meant, *_) = known[use.key]
        word = text[use.span.start : use.span.end]
        assert word == (meant.alias if use.alias else meant.name)


def test_kinds_of_names(tmp_path: Path) -> None:
    (tmp_path / "policyc.toml").write_text("")
    body = """
      param 标准 as standard = 120元/床日 quote 报道 "120元" reported
      part 半价 = 标准 * 50%
      rule 费用 as cost : 元 = 半价 * 住院 + match 级别 { 甲级 -> 10元  乙级 -> 2床日 * 标准 }
      table 比例 as ratio by 级别, 档次 { columns 甲级, 乙级  甲级: 1%, 2%  乙级: 3%, 4% }
      scale 分段额 as staged on 住院 by 级别 { columns 甲级, 乙级  above -> 1%, 2% } rounded to 1床日
      track 年数 as years_so_far over 参保 from 0年 = if 在保 then previous(年数) + 1年 else 0年
      rule 首年 as first_year : year = year_of(参保)
      reading 计法 as counting { 甲级 as one "甲"  乙级 as two "乙"  take 甲级 because "试" }
      rule 结果 as result = match 计法 { 甲级 -> 费用  乙级 -> 0元 }
      check 标准 == 120元/床日
      example "一" { given 级别 = 甲级, 档次 = 乙级, 计法 = 乙级, 参保 { 2020: 在保  2021: 在保 = false } expect 首年 is missing }
    """
    more = """unit 床日
      source 报道 as report { title "甲" number "乙" issuers "丙" issued unknown }
      enum ordered 等级 as grade { 甲级 as a, 乙级 as b }
      enum 种类 as sort { 甲级 as a, 乙级 as b }
      input 级别 as level : 等级
      input 档次 as rank : 种类
      input 住院 as stay : 床日 in 0床日 .. 3万床日
      history 参保 as enrolment at most 3 { 在保 as insured : bool }
      require 级别 >= 乙级 because "试"
    """
    write(tmp_path, "one", "series 试行系列", body, more=more)
    names = index(tmp_path / "one.pol")
    found = {(word, what) for _, word, what in told([names], {"one.pol": (tmp_path / "one.pol").read_text("utf-8")})}
    assert found == {
        ("通知", "source one:通知"),
        ("报道", "source one:报道"),
        ("床日", "unit one:床日"),
        ("等级", "enum one:等级"),
        ("种类", "enum one:种类"),
        ("甲级", "member one:等级.甲级"),
        ("乙级", "member one:等级.乙级"),
        ("甲级", "member one:种类.甲级"),
        ("乙级", "member one:种类.乙级"),
        ("甲级", "option one:计法.甲级"),
        ("乙级", "option one:计法.乙级"),
        ("级别", "input one:级别"),
        ("档次", "input one:档次"),
        ("住院", "input one:住院"),
        ("标准", "param one:标准"),
        ("半价", "part one:半价"),
        ("费用", "rule one:费用"),
        ("年数", "track one:年数"),
        ("参保", "history one:参保"),
        ("在保", "field one:参保.在保"),
        ("首年", "rule one:首年"),
        ("计法", "reading one:计法"),
    }
    assert {d.what for d in names.definitions} >= {What.POLICY, What.SERIES, What.MEMBER, What.OPTION}


def test_names_of_other_policies(tmp_path: Path) -> None:
    """Inherited, refined, overridden, taken, amended, withdrawn, kept and qualified names lead to where they were declared."""
    (tmp_path / "policyc.toml").write_text("")
    more = "enum 分档 as tier { 西部 as west, 东部 as east } input 档 as level : 分档"
    body = """
      param 补助 as subsidy >= 640元/人/年
      param 缴费 as contribution = 380元/人/年
      rule 上级补助 as upper = match 档 { 西部 -> 补助  东部 -> unspecified }
      reading 计法 as counting { 逐年 as yearly "甲"  不计首年 as later "乙"  take 逐年 because "试" }
      rule 月数 as months = match 计法 { 逐年 -> 1个月  不计首年 -> 0个月 }
    """
    write(tmp_path, "nation", "series 年度", body, more=more)
    body = """
      refine 补助 = 650元/人/年
      override 上级补助 { except when 档 == 东部 -> 100元/人/年 }
      take 计法 = 不计首年 because "试"
      check nation.缴费 == 380元/人/年
      param 合计 as total = 补助 + 缴费
      param 其他 as other = 1元
    """
    write(tmp_path, "city", "under nation", body, region='甲市 "370400"')
    body = "amend 合计 = 1040元/人/年  withdraw 其他  keep 补助, 上级补助, 计法"
    write(tmp_path, "newer", "under nation amends city", body, region='甲市 "370400"', year=2024)
    write(tmp_path, "user", "uses 年度", "rule 一半 as half = 缴费 / 2", region='甲市 "370400"')
    ids = ("nation", "city", "newer", "user")
    texts = {f"{id_}.pol": (tmp_path / f"{id_}.pol").read_text("utf-8") for id_ in ids}
    found = told([index(tmp_path / file) for file in texts], texts)
    assert found >= {
        ("city.pol", "nation", "policy nation:试行"),
        ("city.pol", "补助", "param nation:补助"),
        ("city.pol", "缴费", "param nation:缴费"),
        ("city.pol", "上级补助", "rule nation:上级补助"),
        ("city.pol", "东部", "member nation:分档.东部"),
        ("city.pol", "计法", "reading nation:计法"),
        ("city.pol", "不计首年", "option nation:计法.不计首年"),
        ("newer.pol", "city", "policy city:试行"),
        ("newer.pol", "合计", "param city:合计"),
        ("newer.pol", "其他", "param city:其他"),
        ("newer.pol", "补助", "param nation:补助"),
        ("user.pol", "年度", "series nation:年度"),
        ("user.pol", "缴费", "param nation:缴费"),
    }


def test_what_means_nothing_has_no_entry() -> None:
    head = 'policy 试行 as trial { region 全国 "CN" year 2023 under nowhere }'
    text = f'{head}\n{SOURCE}clause 通知 "一" {{ rule 甲 as a = 乙 + 1元 }}'
    file, _ = parse(text, "trial.pol")
    assert isinstance(file, tree.File)
    names = names_of(file, text, None)
    assert [text[use.span.start : use.span.end] for use in names.uses] == ["nowhere", "通知"]
    assert {d.name for d in names.definitions} == {"试行", "通知", "甲"}
