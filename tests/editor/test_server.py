"""The language server, talked to as an editor does: a process, standard input and output."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policyc.syntax.parse import parse
from tests.editor.client import Client, editor, position
from tests.relations.policies import SOURCE

NATION = f"""policy 国家办法 as nation_2023 {{ region 全国 "CN" year 2023 series 年度通知 }}
{SOURCE}enum 分档 as tier {{ 西部 as west, 东部 as east }}
enum 季度 as quarter {{ 西部 as first, 末季 as last }}
unit 床日
input 档 as level : 分档
input 季 as season : 季度
clause 通知 "一、标准" {{
  # 😀 补助
  param 人均补助 as subsidy >= 640元/人/年 more is better   quote "不低于640元"
  param 缴费标准 as individual_contribution = 380元/人/年   quote "380元"
  param 床位 as bed = 12元/床日   quote "12元"
  rule 上级补助 as upper = match 档 {{ 西部 -> 80% * 人均补助  东部 -> unspecified }}
  rule 时段 as span : 个月 = match 季 {{ 西部 -> 1个月  末季 -> 2个月 }}
  example "西部" {{ given 档 = 西部, 季 = 末季  expect 上级补助 == 512元/人/年 }}
}}
"""
LAST = NATION.replace("2023", "2022").replace("640", "610").replace("512", "488")
CITY = f"""政策 城市办法 代号 city_2023 {{ 地区 甲市 "370400" 年度 2023 上位 nation_2023 系列 年度通知 }}
{SOURCE}条款 通知 "一、" {{
  细化 人均补助 为 650元/人/年
  规则 两份 代号 twice 为 人均补助 * 2
  核对 nation_2023.人均补助 等于 640元/人/年
}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a nation's two years and a city's policy in Chinese keywords, its folder named in Chinese."""
    root = tmp_path_factory.mktemp("editor") / "工作区"
    (root / "policies").mkdir(parents=True)
    (root / "policyc.toml").write_text("")
    for name, text in (("nation", NATION), ("last", LAST), ("city", CITY)):
        (root / "policies" / f"{name}.pol").write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Client]:
    """An editor in it."""
    with editor(folder) as client:
        yield client


@pytest.fixture
def client(running: Client) -> Iterator[Client]:
    """The same for one test, at the end of which all files are closed."""
    yield running
    running.close_files()


N, C = "policies/nation.pol", "policies/city.pol"


def at(text: str, words: str, offset: int = 0) -> tuple[int, int]:
    """Where words stand in a text."""
    return position(text, text.index(words) + offset)


def here(text: str, found: dict[str, Any]) -> str:
    """The text of a range on one line."""
    start, end = found["start"], found["end"]
    assert start["line"] == end["line"]
    line = text.split("\n")[start["line"]].encode("utf-16-le")
    return str(line[start["character"] * 2 : end["character"] * 2].decode("utf-16-le"))


# ------------------------------------------------------------------ beginning and end


def test_what_it_offers_and_how_it_ends(folder: Path) -> None:
    client = Client(folder, "--stdio")
    try:
        offered = client.initialize()["capabilities"]
        assert offered["positionEncoding"] == "utf-16"
        for name in ("hover", "definition", "references", "documentSymbol", "documentFormatting", "documentHighlight"):
            assert offered[f"{name}Provider"]
        assert offered["renameProvider"]["prepareProvider"] and offered["completionProvider"]["triggerCharacters"]
        assert client.close() == 0
    finally:
        client.kill()


# ------------------------------------------------------------------ diagnostics


def test_diagnostics_as_one_types(client: Client) -> None:
    text = client.open(N)
    assert client.diagnostics(N, set()) == []
    bad = text.replace("80% * 人均补助", "80% * 人均补贴")
    client.change(N, bad)
    (found,) = client.diagnostics(N, {"E0211"})
    assert here(bad, found["range"]) == "人均补贴"
    assert found["source"] == "policyc" and found["severity"] == 1 and "怎么改" in found["message"]
    client.change(N, text.replace("512元", "500元"))
    (found,) = client.diagnostics(N, {"E0703"})  # examples are run, too
    client.change(N, text)
    client.diagnostics(N, set())


def test_an_open_file_is_checked_when_another_changes_unsaved(client: Client) -> None:
    text = client.open(N)
    client.open(C)
    client.diagnostics(C, set())
    client.change(N, text.replace("640元", "660元").replace("512", "528"))
    found = client.diagnostics(C, {"E1007", "E0701"})
    refined = next(each for each in found if each["code"] == "E1007")
    related = refined["relatedInformation"][0]["location"]
    assert related["uri"] == client.uri(N)
    assert here(text, related["range"]) or related["range"]["start"]["line"] == at(text, "param 人均补助")[0]
    client.change(N, text)
    client.diagnostics(C, set())


def test_closing_counts_what_is_on_disk(client: Client) -> None:
    client.open(C)
    client.diagnostics(C, set())
    client.open(N, NATION.replace("人均补助 as", "人均补贴 as"))
    client.diagnostics(C, {"E1003"})
    client.notify("textDocument/didClose", textDocument={"uri": client.uri(N)})
    client.diagnostics(C, set())


def test_messages_in_english(folder: Path) -> None:
    with editor(folder, initializationOptions={"language": "en"}) as client:
        client.open(N, NATION.replace("80% * 人均补助", "80% * 人均补贴"))
        (found,) = client.diagnostics(N, {"E0211"})
        assert "help: " in found["message"] and "not declared" in found["message"]


def test_a_file_outside_any_workspace(tmp_path: Path) -> None:
    (tmp_path / "somewhere").mkdir()
    (tmp_path / "somewhere" / "nation.pol").write_text(NATION, "utf-8")
    with editor(tmp_path) as client:
        client.open("somewhere/city.pol", CITY.replace("系列 年度通知", ""))
        client.diagnostics("somewhere/city.pol", set())  # the policy above lies beside it
        client.open("untitled", NATION, uri="untitled:Untitled-1")
        client.diagnostics("untitled", set(), uri="untitled:Untitled-1")


BROKEN = ["", "\n", "}}}}", 'policy "', "政策 甲 代号", NATION[: len(NATION) // 2], "\ufeff" + NATION, "\x00" * 50]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_files_are_answered(client: Client, text: str) -> None:
    client.open(N, text)
    for offset in (0, len(text) // 2, len(text)):
        place = position(text, offset)
        for method in ("hover", "definition", "completion", "documentHighlight", "prepareRename"):
            client.at(method, N, place)
    assert isinstance(client.ask("textDocument/documentSymbol", textDocument={"uri": client.uri(N)}), list)
    client.change(N, NATION)
    client.diagnostics(N, set())


def test_a_place_beyond_the_text_is_answered(client: Client) -> None:
    client.open(N)
    assert client.at("hover", N, (10_000, 0)) is None
    assert isinstance(client.at("completion", N, (3, 10_000))["items"], list)


def test_many_large_edits_are_answered_in_the_end(client: Client) -> None:
    """A file of a megabyte is typed into; what counts is the last text."""
    text = client.open(N)
    long = text + "".join(f"# 第{n}行，只是注释\n" for n in range(30_000))
    for n in range(20):
        client.change(N, long + "#" * n)
    client.change(N, text)
    began = time.monotonic()
    assert client.at("hover", N, at(text, "人均补助 as"))
    client.diagnostics(N, set())
    assert time.monotonic() - began < 30


# ------------------------------------------------------------------ questions


def test_hover_tells_of_a_figure(client: Client) -> None:
    text = client.open(N)
    shown = client.at("hover", N, at(text, "80% * 人均补助", 6))
    assert here(text, shown["range"]) == "人均补助"
    value = shown["contents"]["value"]
    for said in (
        "**参数 人均补助**（subsidy）",
        "每人每年不低于640元",
        "《通知》一、标准",
        "“不低于640元”",
        "上一份 nation_2022：每人每年不低于610元；由每人每年不低于610元提高到不低于640元，提高30元",
        "param 人均补助 as subsidy >= 640元/人/年",
    ):
        assert said in value


def test_hover_tells_of_an_inherited_figure_and_of_another_policys(client: Client) -> None:
    text = client.open(C)
    value = client.at("hover", C, at(text, "细化 人均补助", 4))["contents"]["value"]
    assert (
        "每人每年650元" in value
        and "上位 nation_2023：每人每年不低于640元" in value
        and "出自 nation_2023（policies/nation.pol:" in value
    )
    value = client.at("hover", C, at(text, "nation_2023.人均补助", 14))["contents"]["value"]
    assert "每人每年不低于640元" in value and "650" not in value


def test_hover_tells_of_keywords_members_and_rules(client: Client) -> None:
    text = client.open(N)
    assert "按一个值的各种情形取值" in client.at("hover", N, at(text, "match"))["contents"]["value"]
    assert "越高越有利" in client.at("hover", N, at(text, "more is better", 6))["contents"]["value"]
    assert "“分档”的成员 西部" in client.at("hover", N, at(text, "{ 西部 -> 80%", 3))["contents"]["value"]
    assert "“季度”的成员 西部" in client.at("hover", N, at(text, "{ 西部 -> 1个月", 3))["contents"]["value"]
    assert "取决于档" in client.at("hover", N, at(text, "上级补助 as"))["contents"]["value"]
    assert client.at("hover", N, at(text, "不低于640元", 2)) is None  # inside a text
    text = client.open(C)
    assert "在上位政策留出的范围内定数" in client.at("hover", C, at(text, "细化"))["contents"]["value"]


def test_positions_are_utf_16(client: Client) -> None:
    text = client.open(N, NATION.replace("80% * 人均补助", "80% * 人均补助").replace('"西部" {', '"😀😀" {'))
    place = at(text, "given 档 = 西部", 11)
    shown = client.at("hover", N, at(text, "given 档", 6))
    assert here(text, shown["range"]) == "档"
    assert "分档" in client.at("hover", N, place)["contents"]["value"]
    client.change(N, text.replace("given 档 = 西部", "given 档 = 西边"))
    (found,) = client.diagnostics(N, {"E0216"})
    assert here(text.replace("西部,", "西边,"), found["range"]) == "西边"


def test_definitions_lead_into_other_files(client: Client) -> None:
    text = client.open(C)
    found = client.at("definition", C, at(text, "人均补助 * 2"))
    assert found["uri"] == client.uri(N) and here(NATION, found["range"]) == "人均补助"
    found = client.at("definition", C, at(text, "上位 nation", 4))
    assert found["uri"] == client.uri(N) and here(NATION, found["range"]) == "国家办法"
    assert client.at("definition", C, at(text, "规则")) is None


def test_references_in_all_files_unsaved_ones_too(client: Client) -> None:
    client.open(N)
    text = client.open(C, CITY.replace("人均补助 * 2", "人均补助 * 2 + 人均补助"))
    found = client.at("references", C, at(text, "人均补助 * 2"), context={"includeDeclaration": True})
    assert [each["uri"] for each in found].count(client.uri(N)) == 2
    assert [each["uri"] for each in found].count(client.uri(C)) == 4
    assert len(client.at("references", C, at(text, "人均补助 * 2"), context={"includeDeclaration": False})) == 5
    marked = client.at("documentHighlight", C, at(text, "人均补助 * 2"))
    assert len(marked) == 4  # the qualified one is the nation's own figure, by the same declaration
    assert {here(text, each["range"]) for each in marked} == {"人均补助"}


def test_the_outline(client: Client) -> None:
    client.open(N)
    found = client.ask("textDocument/documentSymbol", textDocument={"uri": client.uri(N)})
    assert [each["name"] for each in found] == ["国家办法", "通知", "分档", "季度", "床日", "档", "季", "一、标准"]
    assert [each["name"] for each in found[-1]["children"]] == ["人均补助", "缴费标准", "床位", "上级补助", "时段"]
    assert found[-1]["children"][0]["detail"] == "参数 subsidy"
    assert [each["name"] for each in found[2]["children"]] == ["西部", "东部"]


# ------------------------------------------------------------------ completion


def completions(client: Client, name: str, text: str, typed: str, before: str) -> list[dict[str, Any]]:
    """What is offered where ``typed`` stands in front of ``before``; the bar is the cursor."""
    at_ = text.index(before)
    full = text[:at_] + typed.replace("|", "") + " " + text[at_:]
    client.change(name, full)
    return list(client.at("completion", name, position(full, at_ + typed.index("|")))["items"])


def test_completion(client: Client) -> None:
    text = client.open(N)
    rule = "rule 时段"

    def labels(typed: str, before: str = rule) -> list[str]:
        return [item["label"] for item in completions(client, N, text, typed, before)]

    assert labels("rule 甲 as a = indiv|") == ["缴费标准"]
    assert labels("rule 甲 as a = 人均|") == ["人均补助"]
    (item,) = completions(client, N, text, "rule 甲 as a = indiv|", rule)
    assert item["filterText"] == "individual_contribution" and item["textEdit"]["newText"] == "缴费标准"
    assert item["textEdit"]["range"]["end"]["character"] - item["textEdit"]["range"]["start"]["character"] == 5
    assert labels("par|") == ["param", "part"]
    assert labels("rule 甲 as a = 10|")[:3] == ["元/人/年", "元/床日", "%"]
    assert {"床日", "个月", "万元"} <= set(labels("rule 甲 as a = 10|"))
    assert "人" in labels("rule 甲 as a = 10元/|") and "%" not in labels("rule 甲 as a = 10元/|")
    assert labels("rule 甲 as a = match 季 { |")[:2] == ["西部", "末季"]
    assert labels("rule 甲 as a : |")[:3] == ["分档", "季度", "床日"]
    assert labels("param 甲 as a = 1元 quote |") == ["通知"]
    assert "人均补助" in labels("rule 甲 as a = nation_2022.|")
    assert labels('quote "|"') == [] and labels("quote “|”") == [] and labels("# |") == []
    assert "as" in labels("param 甲 |")
    assert "档" in labels('example "乙" { given |') and "人均补助" not in labels('example "乙" { given |')


def test_completion_in_chinese_keywords(client: Client) -> None:
    text = client.open(C)
    offered = completions(client, C, text, "|", "规则 两份")
    labels = [item["label"] for item in offered]
    assert "参数" in labels and "细化" in labels and "param" not in labels
    (item,) = [item for item in completions(client, C, text, "para|", "规则 两份") if item["label"] == "参数"]
    assert item["filterText"] == "param"  # typed in English, written in Chinese
    assert [i["label"] for i in completions(client, C, text, "核对 nation_2023.|", "规则 两份")] == [
        "人均补助",
        "缴费标准",
        "床位",
    ]
    assert {"nation_2022", "nation_2023"} <= {i["label"] for i in completions(client, C, text, "上位 |", "上位 nation")}
    assert "不低于" in [i["label"] for i in completions(client, C, text, "细化 缴费标准 |", "规则 两份")]


# ------------------------------------------------------------------ changes


def apply(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after edits, as an editor makes them."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len((line + "\n").encode("utf-16-le")))
    data = text.encode("utf-16-le")
    places = [
        (starts[e["range"]["start"]["line"]] + 2 * e["range"]["start"]["character"],
         starts[e["range"]["end"]["line"]] + 2 * e["range"]["end"]["character"], e["newText"])
        for e in edits
    ]  # fmt: skip
    for start, end, new in sorted(places, reverse=True):
        data = data[:start] + new.encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")


def test_a_fix_as_a_code_action(client: Client) -> None:
    text = client.open(N, NATION.replace("80% * 人均补助", "80% * 人均补贴"))
    (found,) = client.diagnostics(N, {"E0211"})
    document = {"uri": client.uri(N)}
    context = {"diagnostics": [found]}
    actions = client.ask("textDocument/codeAction", textDocument=document, range=found["range"], context=context)
    (action,) = [each for each in actions if each["kind"] == "quickfix"]
    assert action["title"] == "“人均补贴”改为“人均补助”"
    mended = apply(text, action["edit"]["changes"][client.uri(N)])
    assert mended == NATION
    elsewhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    assert client.ask("textDocument/codeAction", textDocument=document, range=elsewhere, context={"diagnostics": []}) == []


def test_all_that_is_sure_is_mended_at_once(client: Client) -> None:
    text = client.open(N, NATION.replace("640元/人/年 more", "640 元/人/年 more").replace("12元/床日", "12 元/床日"))
    client.diagnostics(N, {"E0107"})
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    context = {"diagnostics": [], "only": ["source.fixAll"]}
    (action,) = client.ask("textDocument/codeAction", textDocument={"uri": client.uri(N)}, range=whole, context=context)
    assert apply(text, action["edit"]["changes"][client.uri(N)]) == NATION


def test_renaming(client: Client, folder: Path) -> None:
    text = client.open(C)
    place = at(text, "人均补助 * 2")
    prepared = client.at("prepareRename", C, place)
    assert prepared["placeholder"] == "人均补助" and here(text, prepared["range"]) == "人均补助"
    changes = client.at("rename", C, place, newName="财政补助")["changes"]
    assert changes.keys() == {client.uri(N), client.uri(C)}
    assert apply(text, changes[client.uri(C)]) == CITY.replace("人均补助", "财政补助")
    assert apply(NATION, changes[client.uri(N)]) == NATION.replace("人均补助", "财政补助")
    assert (folder / N).read_text("utf-8") == NATION  # the editor writes


def test_renaming_an_ascii_name_and_what_is_refused(client: Client) -> None:
    text = client.open(N)
    place = at(text, "as subsidy", 4)
    assert client.at("prepareRename", N, place)["placeholder"] == "subsidy"
    changes = client.at("rename", N, place, newName="grant")["changes"]
    assert apply(text, changes[client.uri(N)]) == text.replace("as subsidy", "as grant")
    where = {"textDocument": {"uri": client.uri(N)}, "position": dict(zip(("line", "character"), place, strict=True))}
    error = client.reply("textDocument/rename", **where, newName="缴费标准")["error"]
    assert error["code"] == -32803 and "已经是参数的名称" in error["message"]
    assert client.at("prepareRename", N, at(text, "match")) is None


def test_formatting(client: Client) -> None:
    loose = NATION.replace("  param 缴费标准 as", "param    缴费标准   as")
    client.open(N, loose)
    options = {"tabSize": 2, "insertSpaces": True}
    edits = client.ask("textDocument/formatting", textDocument={"uri": client.uri(N)}, options=options)
    made = apply(loose, edits)
    assert made != loose and not parse(made, "x.pol")[1]
    client.change(N, made)
    assert client.ask("textDocument/formatting", textDocument={"uri": client.uri(N)}, options=options) == []
    client.change(N, "policy {")
    assert client.ask("textDocument/formatting", textDocument={"uri": client.uri(N)}, options=options) == []
