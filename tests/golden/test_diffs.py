"""The comparisons that docs/examples shows, in every format: as they are written today, in words that an editor would leave.

``pytest tests/golden --update-goldens`` writes them, and their index.
"""

from __future__ import annotations

import functools
import io
import json

import docx
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from policyc.cli.rendering import rendered
from policyc.compare.changes import Diff
from policyc.compare.json_ import schema_text
from policyc.compare.report import document_title, lead
from policyc.wording.lint import lint
from policyc.workspace.comparing import compared
from policyc.workspace.settings import find_workspace
from tests.golden.test_golden import ROOT

EXAMPLES = ROOT / "docs" / "examples"
DIFFS = EXAMPLES / "diffs"
#: Year over year, the nation with a city, the nation's mechanism with a province's.
PAIRS = (
    ("cn_2022", "cn_2023"),
    ("cn_2023", "cn_2024"),
    ("cn_2024", "cn_2025"),
    ("cn_2023", "zaozhuang_2023"),
    ("cn_enrolment_2025", "shandong_enrolment_2025"),
)
#: The formats that are shown, by the endings of their files.
ENDINGS = {"txt": "text", "md": "md", "html": "html", "docx": "docx", "xlsx": "xlsx", "csv": "csv", "json": "json"}
_SUMMARIES = (
    ("全国城乡居民医保（2023年）", "cn_2023"),
    ("枣庄市居民医保（2023年）", "zaozhuang_2023"),
)
_INDEX = """\
# 示例 · Examples

本页和下面的文件由 `pytest tests/golden --update-goldens` 写出，测试核对它们是否过时。
家庭均为虚构示例（[households.toml](../../households.toml)）。

## 政策解读 · Summaries

`policyc build policies --summary md,html,docx`

| 政策 | 格式 |
| --- | --- |
{summaries}

## 新旧政策对比 · Comparisons

`policyc diff cn_2022 cn_2023 -o 对比.docx`；格式说明见 [docs/diff.md](../diff.md)。

| 对比 | 主要变化 | 格式 |
| --- | --- | --- |
{diffs}

## 历年变化 · Over the years

`policyc trend 个人缴费标准 --region CN -o 历年.svg`；格式说明见 [docs/trend.md](../trend.md)。

| 内容 | 格式 |
| --- | --- |
| 个人缴费标准，2021年至2025年 | [svg](trend_individual_contribution.svg) [html](trend_individual_contribution.html) \
[csv](trend_individual_contribution.csv) |
| 人均财政补助标准，2021年至2025年 | [svg](trend_fiscal_subsidy.svg) |
| 全国居民医保年度通知沿革，2021年至2025年 | [html](trend_history_2021_2025.html) [docx](trend_history_2021_2025.docx) |
"""


@functools.cache
def diff_of(old: str, new: str) -> Diff:
    """A comparison of two policies of the house, with its households."""
    found = compared(old, new, find_workspace(ROOT))
    assert found.diff is not None and not [d for d in found.diagnostics if d.is_error]
    return found.diff


@functools.cache
def written(old: str, new: str) -> dict[str, bytes]:
    """Its files by name."""
    formats = ENDINGS.items()
    return {f"{old}-{new}.{end}": rendered(diff_of(old, new), f, template=None, color=False) for end, f in formats}


def index() -> str:
    """The page that leads to all of them."""
    summaries = [f"| {name} | [md](../../generated/{id_}.md) [html]({id_}.html) [docx]({id_}.docx) |" for name, id_ in _SUMMARIES]
    diffs = []
    for pair in PAIRS:
        diff = diff_of(*pair)
        links = " ".join(f"[{name.rpartition('.')[2]}](diffs/{name})" for name in written(*pair))
        diffs.append(f"| {document_title(diff)} | {lead(diff)} | {links} |")
    return _INDEX.format(summaries="\n".join(summaries), diffs="\n".join(diffs))


def test_the_examples_are_what_is_written(pytestconfig: pytest.Config) -> None:
    """Every format of every pair, byte for byte, and nothing else in the folder."""
    built = {name: content for pair in PAIRS for name, content in written(*pair).items()}
    if pytestconfig.getoption("--update-goldens"):
        DIFFS.mkdir(parents=True, exist_ok=True)
        for path in DIFFS.iterdir():
            path.unlink()
        for name, content in built.items():
            (DIFFS / name).write_bytes(content)
        (EXAMPLES / "README.md").write_text(index(), "utf-8", newline="\n")
    assert {path.name for path in DIFFS.iterdir()} == set(built)
    for name, content in built.items():
        assert (DIFFS / name).read_bytes() == content, f"docs/examples/diffs/{name} differs: read it, then --update-goldens"
    assert (EXAMPLES / "README.md").read_text("utf-8") == index()
    links = [part.partition(")")[0] for part in index().split("](")[1:]]
    assert not [link for link in links if not (EXAMPLES / link).resolve().exists()], "every link leads somewhere"


def test_they_are_of_a_reasonable_size() -> None:
    """Whoever clones the project gets them, too."""
    assert sum(len(content) for pair in PAIRS for content in written(*pair).values()) < 4_000_000


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_no_forbidden_form(pair: tuple[str, str]) -> None:
    """In Markdown, whose words all formats share; what a notice calls its measures is not ours."""
    text = written(*pair)[f"{'-'.join(pair)}.md"].decode()
    for change in diff_of(*pair).all():
        text = text.replace(change.name, f"“{change.name}”")
    assert lint(text) == ()


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_json_is_what_the_schema_says(pair: tuple[str, str]) -> None:
    """Also where households, holes and histories are in it."""
    data = json.loads(written(*pair)["-".join(pair) + ".json"])
    Draft202012Validator(json.loads(schema_text())).validate(data)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_all_formats_say_the_same(pair: tuple[str, str]) -> None:
    """The lead and every name of a change that is shown stand in each of them."""
    files = written(*pair)
    name = "-".join(pair)
    word = docx.Document(io.BytesIO(files[f"{name}.docx"]))
    told = "\n".join([*(p.text for p in word.paragraphs), *(cell.text for t in word.tables for cell in t._cells)])
    texts = [files[f"{name}.{end}"].decode() for end in ("txt", "md", "html", "json")] + [told]
    assert all(lead(diff_of(*pair)) in text for text in texts)
    names = {row["name"] for row in json.loads(files[f"{name}.json"])["changes"] if row["subject"] in {"parameter", "rule"}}
    assert all(each in files[f"{name}.csv"].decode("utf-8-sig") for each in names)
