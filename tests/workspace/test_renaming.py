"""Renaming changes a name everywhere or nowhere, and means the same afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyc.citations.lock import Lock, LockedText, read, render
from policyc.semantics.uses import Definition
from policyc.syntax.format.canonical import format_text
from policyc.workspace import renaming
from policyc.workspace.compiling import compile_path
from policyc.workspace.names import Index, index_of_name
from policyc.workspace.renaming import Refused, Renaming, rename, write
from policyc.workspace.settings import find_workspace
from policyc.workspace.writing import write_atomically
from tests.relations.policies import write as write_policy

MORE = """enum 分档 as tier { 西部 as west, 东部 as east }
enum 季度 as quarter { 西部 as first, 末季 as last }
input 档 as level : 分档
input 季 as season : 季度
unit 床日
"""
BODY = """
  param 补助 as subsidy >= 640元/人/年 quote "补助640元"
  param 缴费 as contribution = 380元/人/年
  param 床位 as bed = 12元/床日
  rule 上级补助 as upper = match 档 { 西部 -> 补助  东部 -> unspecified }
  rule 时段 as span : 个月 = match 季 { 西部 -> 1个月  末季 -> 2个月 }
  example "西部" { given 档 = 西部  expect 上级补助 == 640元/人/年 }
"""
CITY = """
  refine 补助 = 650元/人/年 # 补助
  override 上级补助 { except when 档 == 东部 -> 100元/人/年 }
  check nation.缴费 == 380元/人/年
  param 合计 as total = 补助 + 缴费
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A nation's policy and a city's below it."""
    (tmp_path / "policyc.toml").write_text('policies = "."')
    write_policy(tmp_path, "nation", "series 年度", BODY, more=MORE)
    write_policy(tmp_path, "city", "under nation", CITY, region='甲市 "370400"')
    write_policy(tmp_path, "other", "uses 年度", "rule 一半 as half = 缴费 / 2", region='甲市 "370400"')
    write_policy(tmp_path, "apart", "", "param 合计 as total = 1元 param 补助 as subsidy = 2元", region='乙市 "370500"')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def meant(name: str) -> tuple[Index, Definition]:
    index = index_of_name(name, find_workspace())
    (definition,) = index.meant(name)
    return index, definition


def renamed(old: str, new: str) -> Renaming | Refused:
    return rename(meant(old)[1], new, find_workspace())


def good(old: str, new: str) -> dict[str, str]:
    """The files that a renaming changes, after it was written."""
    done = renamed(old, new)
    assert isinstance(done, Renaming), done
    assert write(done) is None
    return {change.path.name: change.path.read_text("utf-8") for change in done.changes}


def test_a_param_in_all_files_but_not_in_texts_and_comments(folder: Path) -> None:
    done = good("nation.补助", "人均补助")
    assert done.keys() == {"nation.pol", "city.pol"}
    assert 'param 人均补助 as subsidy >= 640元/人/年 quote "补助640元"' in done["nation.pol"]
    assert "西部 -> 人均补助 " in done["nation.pol"]
    assert "refine 人均补助 = 650元/人/年 # 补助" in done["city.pol"]
    assert "as total = 人均补助 + 缴费" in done["city.pol"]
    assert all(compile_path(folder / file).ok for file in ("nation.pol", "city.pol", "other.pol", "apart.pol"))


def test_qualified_and_foreign_uses(folder: Path) -> None:
    done = good("缴费", "个人缴费")
    assert "check nation.个人缴费 == 380元/人/年" in done["city.pol"]
    assert "rule 一半 as half = 个人缴费 / 2" in done["other.pol"]


def test_a_member_of_one_enum_and_not_of_another(folder: Path) -> None:
    index = index_of_name("西部", find_workspace())
    (first, _) = index.meant("西部")
    done = rename(first, "西部地区", find_workspace())
    assert isinstance(done, Renaming) and write(done) is None
    text = (folder / "nation.pol").read_text("utf-8")
    assert "enum 分档 as tier { 西部地区 as west" in text and "enum 季度 as quarter { 西部 as first" in text
    assert "match 档 { 西部地区 ->" in text and "match 季 { 西部 ->" in text and "given 档 = 西部地区" in text


def test_the_id_of_a_policy(folder: Path) -> None:
    done = good("nation", "nation_2023")
    assert "as nation_2023 {" in done["nation.pol"]
    assert "under nation_2023" in done["city.pol"] and "check nation_2023.缴费" in done["city.pol"]


def test_a_series_a_unit_and_an_ascii_name(folder: Path) -> None:
    assert good("年度", "年度通知").keys() == {"nation.pol", "other.pol"}
    assert "unit 床天" in good("床日", "床天")["nation.pol"]
    text = (folder / "nation.pol").read_text("utf-8")
    assert "12元/床天" in text
    assert "param 缴费 as payment =" in good("contribution", "payment")["nation.pol"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("nation.补助", "缴费", "已经是参数的名称（nation.pol:"),
        ("nation.补助", "合计", "已经是参数的名称（city.pol:"),  # only a policy below has it
        ("nation.补助", "东部", "已经是分类的成员的名称"),
        ("床位", "缴费", "已经是参数的名称"),
        ("东部", "西部", "已经是分类的成员的名称"),
        ("东部", "补助", "已经是参数的名称"),
        ("contribution", "subsidy", "会有新的问题"),
        ("contribution", "class", "会有新的问题"),
        ("缴费", "缴费", "已经叫"),
        ("缴费", "缴 费", "不能作名称"),
        ("缴费", "1缴费", "不能作名称"),
        ("缴费", "Payment", "不能作英文代号"),
        ("缴费", "", "不能作英文代号"),
        ("床日", "unit_1", "没有英文代号"),
    ],
)
def test_refused(folder: Path, old: str, new: str, why: str) -> None:
    before = {path: path.read_bytes() for path in folder.glob("*.pol")}
    done = renamed(old, new)
    assert isinstance(done, Refused) and why in done.why
    assert done.why.en and done.why.en != str(done.why)
    assert before == {path: path.read_bytes() for path in folder.glob("*.pol")}


def test_names_that_read_alike_collide(folder: Path) -> None:
    write_policy(folder, "wide", "", "param ＤＲＧ标准 as a = 1元 param 其他 as b = 2元", region='丙市 "370600"')
    done = renamed("wide.其他", "DRG标准")
    assert isinstance(done, Refused) and "已经是参数的名称" in done.why


def test_what_would_take_another_meaning_is_refused(folder: Path) -> None:
    """缴费 in other.pol is the nation's; a declaration of that name in it would hide it without any error."""
    write_policy(folder, "other", "uses 年度", "rule 一半 as half = 缴费 / 2 param 乙 as b = 1元/人/年", region='甲市 "370400"')
    done = renamed("other.乙", "缴费")
    assert isinstance(done, Refused) and "改变别处的含义" in done.why


def test_a_file_with_errors_is_mended_first(folder: Path) -> None:
    path = folder / "other.pol"
    path.write_text(path.read_text("utf-8").replace("缴费 / 2", "缴费 /"), "utf-8")
    done = renamed("nation.缴费", "个人缴费")
    assert isinstance(done, Refused) and "other.pol 有错误" in done.why and done.diagnostics


def test_line_ends_and_a_byte_order_mark_stay(folder: Path) -> None:
    path = folder / "nation.pol"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes().decode("utf-8")
    good("床位", "床位费")
    assert path.read_bytes().decode("utf-8") == before.replace("床位", "床位费")


def test_the_lock_follows(folder: Path) -> None:
    from policyc.citations.check import Found

    city = Found("check nation.缴费 == 380元/人/年", "通知", "380元", "a.txt", 0, 4, ())
    quotes = {"nation": (Found("补助", "通知", "补助640元", "a.txt", 0, 5, ()),), "city": (city,)}
    lock = Lock({"a.txt": LockedText("0" * 64)}, quotes)
    (folder / "sources.lock").write_text(render(lock), "utf-8")
    good("nation.补助", "人均补助")
    good("nation.通知", "国家通知")
    good("nation", "nation_2023")
    good("缴费", "个人缴费")
    policies = read((folder / "sources.lock").read_text("utf-8")).policies
    assert [found.name for found in policies["city"]] == ["check nation_2023.个人缴费 == 380元/人/年"]
    (found,) = policies["nation_2023"]
    assert (found.name, found.source, found.quote) == ("人均补助", "国家通知", "补助640元")


def test_nothing_is_written_where_one_file_cannot_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = renamed("缴费", "个人缴费")
    assert isinstance(done, Renaming) and len(done.changes) == 3
    before = {path: path.read_bytes() for path in folder.glob("*.pol")}
    calls: list[Path] = []

    def failing(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        write_atomically(path, content)

    monkeypatch.setattr(renaming, "write_atomically", failing)
    failed = write(done)
    assert failed is not None and "No space" in failed
    assert before == {path: path.read_bytes() for path in folder.glob("*.pol")}


def test_a_file_that_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    done = renamed("缴费", "个人缴费")
    assert isinstance(done, Renaming)
    path = folder / "other.pol"
    path.write_text("# 新的\n" + path.read_text("utf-8"), "utf-8")
    before = {path: path.read_bytes() for path in folder.glob("*.pol")}
    assert "再试一次" in (write(done) or "")
    assert before == {path: path.read_bytes() for path in folder.glob("*.pol")}


def test_a_policy_in_chinese_keywords(folder: Path) -> None:
    text = (
        '政策 试行 代号 chinese { 地区 乙市 "370500" 年度 2023 上位 nation }\n'
        '来源 通知 代号 notice { 标题 "甲" 文号 "试发〔2023〕1号" 发文机关 "乙" 成文日期 2023-07-01 }\n'
        '条款 通知 "一" { 细化 补助 为 660元/人/年  规则 两份 代号 twice 为 补助 * 2 }\n'
    )
    (folder / "chinese.pol").write_text(text, "utf-8")
    assert compile_path(folder / "chinese.pol").ok
    assert good("nation.补助", "人均补助")["chinese.pol"] == text.replace("补助", "人均补助")
    assert good("chinese", "chinese_2023").keys() == {"chinese.pol"}


def test_a_keyword_is_no_name(folder: Path) -> None:
    done = renamed("缴费", "参数")
    assert isinstance(done, Refused) and "是关键词" in done.why


def test_a_formatted_file_stays_formatted(folder: Path) -> None:
    path = folder / "nation.pol"
    made, _ = format_text(path.read_text("utf-8"), "nation.pol")
    assert made is not None
    path.write_bytes(made.replace("\n", "\r\n").encode())
    good("nation.补助", "人均财政补助标准")
    after = path.read_bytes().decode()
    assert after.count("\r\n") == after.count("\n")
    assert format_text(after.replace("\r\n", "\n"), "nation.pol") == (after.replace("\r\n", "\n"), ())
    assert "人均财政补助标准" in after and compile_path(path).ok
