"""The comparison from Python: what it takes, what it is applied to, and how a notebook and a data frame show it."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pickle
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

import policyc
from policyc.compare.applying import content as content_of
from policyc.compare.frames import COLUMNS
from policyc.compare.json_ import diff_data
from tests.cli.test_diff import NEW, OLD
from tests.targets.python.modules import CASES, policy_at

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def house(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the top of the project, whose workspace has the shipped policies."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("POLICYC_LANG", raising=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two policies and nothing else."""
    (tmp_path / "old.pol").write_text(OLD, "utf-8")
    (tmp_path / "new.pol").write_text(NEW, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def module(id_: str) -> ModuleType:
    """A generated module of the house."""
    return importlib.import_module(f"generated.{id_}")


def test_ids_paths_and_modules_give_the_same() -> None:
    """One comparison, however the two are called."""
    by_id = policyc.diff("cn_2022", "cn_2023")
    assert by_id and by_id.changes
    assert policyc.diff("policies/2022.pol", ROOT / "policies" / "2023.pol") == by_id
    assert policyc.diff(module("cn_2022"), module("cn_2023")) == by_id
    assert policyc.diff("CN@2022-06-01", policyc.compile_file("policies/2023.pol")) == by_id
    assert not policyc.diff("cn_2022", "policies/2022.pol")
    assert by_id.mirror() == policyc.diff("cn_2023", "cn_2022")


def test_a_module_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lies in the workspace of its policy."""
    monkeypatch.chdir(tmp_path)
    assert policyc.diff(module("cn_2022"), module("cn_2023"))


def test_it_is_applied_to_what_the_caller_has() -> None:
    """The policy as it was called, compiled, as its JSON document, or its content; nothing else."""
    diff = policyc.diff("cn_2022", "cn_2023")
    newer = policyc.content("cn_2023")
    document = json.loads((ROOT / "generated" / "cn_2022.json").read_text("utf-8"))
    compilation = policyc.compile_file("policies/2022.pol")
    for old in ("cn_2022", module("cn_2022"), compilation, compilation.policy, document, policyc.content("cn_2022")):
        assert diff.apply(old) == newer
    assert diff.mirror().apply("cn_2023") == policyc.content("cn_2022")
    assert newer["parameter"]["individual_contribution"]["value"] == "380"
    with pytest.raises(ValueError, match="cn_2022"):
        diff.apply("cn_2021")
    with pytest.raises(ValueError, match="JSON"):
        diff.apply({"format": "1"})
    with pytest.raises(TypeError):
        dataclasses.replace(diff, opened=None).apply(7)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_document_has_the_policys_content(path: Path) -> None:
    """The JSON that is written says all that the comparison reads, after it was text."""
    from policyc.targets.json_.declarations import document

    policy = policy_at(path)
    assert content_of(json.loads(json.dumps(document(policy)))) == content_of(policy)


def test_what_is_wrong_is_raised(desk: Path) -> None:
    """One class of error, with the diagnostics; as text it is what a terminal shows."""
    for old, code in {"missing": "E0901", "git:HEAD": "E0931", "CN@2023-13-01": "E0938"}.items():
        with pytest.raises(policyc.PolicyError, match=code) as raised:
            policyc.diff(old, "new.pol")
        assert [d.code.code for d in raised.value.diagnostics] == [code]
    (desk / "new.pol").write_text(NEW.replace("380元/人/年", "380元/人/年 + 5%"), "utf-8")
    with pytest.raises(policyc.PolicyError, match=r"new\.pol") as raised:
        policyc.diff("old.pol", "new.pol")
    assert "380元/人/年 + 5%" in str(raised.value)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


@pytest.mark.parametrize("policy", ["missing", "older"])
def test_a_module_that_its_policy_does_not_match(policy: str) -> None:
    """It is gone, or means something else now: no other comparison is given in its place."""
    given = module("cn_2022")
    about = {"id": "cn_1999"} if policy == "missing" else {"meaning": "0" * 64}
    changed = ModuleType("changed")
    changed.POLICY = dataclasses.replace(given.POLICY, **about)  # type: ignore[attr-defined]
    with pytest.raises(policyc.PolicyError, match="E0939"):
        policyc.diff(changed, "cn_2023")
    with pytest.raises(policyc.PolicyError, match="E0939"):
        policyc.diff(json, "cn_2023")


def test_a_level_above_is_a_warning() -> None:
    """A city without a policy of that day is not compared in silence as if it had one."""
    with pytest.warns(UserWarning, match="W0931"):
        policyc.diff("枣庄市@2025-06-01", "cn_2024")


def test_text_and_data() -> None:
    """As on a terminal, and as the command's JSON."""
    diff = policyc.diff("cn_2022", "cn_2023")
    assert str(diff) == repr(diff)
    assert str(diff).startswith("全国城乡居民医保（2022年，节录） → 全国城乡居民医保（2023年）\n")
    assert diff.to_dict() == diff_data(diff)


# ------------------------------------------------------------------ notebooks and frames


class _Page(HTMLParser):
    """Counts what opens and closes, and keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag != "col":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_notebook_shows_the_table(desk: Path) -> None:
    """A part of a page that ends what it begins; what policies say is text, whatever it looks like."""
    hostile = NEW.replace("“", "").replace('quote "每人每年380元"', 'quote "<script>alert(1)</script>每人每年380元</div>"')
    (desk / "new.pol").write_text(hostile.replace("缴费标准", "缴费标准b"), "utf-8")
    shown = policyc.diff("old.pol", "new.pol")._repr_html_()
    page = _Page()
    page.feed(shown)
    assert not page.open and len(page.ids) == len(set(page.ids))
    assert "table" in page.tags and not page.tags & {"html", "head", "body", "script", "a", "meta", "link"}
    assert "350→380" in page.text


def test_frames(desk: Path) -> None:
    """The same columns in both libraries; amounts are Decimals."""
    pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    diff = policyc.diff("old.pol", "new.pol")
    by_pandas, by_polars = diff.to_pandas(), diff.to_polars()
    assert list(by_pandas.columns) == by_polars.columns == list(COLUMNS)
    assert by_polars.schema["old_value"] == polars.Decimal(38, 0)
    place = by_polars["key"].to_list().index("paid_in")
    for row in (by_pandas.iloc[place], by_polars.row(place, named=True)):
        assert (row["old_value"], row["new_value"], row["step"]) == (Decimal(350), Decimal(380), Decimal(30))
        assert isinstance(row["old_value"], Decimal)
        assert (row["unit"], row["effect"], row["kind"]) == ("元/人/年", "worse", "changed")
        assert (row["old_quote"], row["new_quote"]) == ("“每人每年350元”", "“每人每年380元”")
    nothing = policyc.diff("old.pol", "old.pol")
    assert nothing.to_polars().columns == list(COLUMNS) and len(nothing.to_pandas()) == 0


def test_frames_of_a_long_comparison() -> None:
    """Cases of a rule are rows, what follows names its cause, and all changes are there."""
    pytest.importorskip("polars")
    diff = policyc.diff("cn_2022", "cn_2023")
    frame = diff.to_polars()
    cases = frame.filter(frame["key"] == "central_subsidy")
    assert cases["where"].to_list() == ["分档为西部", "分档为中部"]
    assert cases["step"].to_list() == [Decimal(24), Decimal(18)]
    assert set(cases["follows"].to_list()) == {"人均财政补助标准"}
    assert {c.name for c in diff.all()} == set(frame["name"].to_list())
