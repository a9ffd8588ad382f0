"""Whatever stands in a text of a policy, in every place where one may stand: it is printed, and it changes nothing else.

An artefact is taken apart into its bones (nodes, keys, tags, structure) and its flesh (texts). The bones of a policy with hostile
texts must be those of the same policy with harmless ones; the flesh must have the texts as they were written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

from policyc.pipeline import Compilation, compile_text
from policyc.syntax.parse import parse
from policyc.targets import Wishes, load_targets
from policyc.workspace.seal import sealed
from tests.fuzz.corpus import Base, library
from tests.hostile.slots import Slot, kinds, replaced, samples, slots
from tests.hostile.texts import ANYWHERE, OPENING, bones, flesh, plain, written

EVERYTHING = Wishes(("md", "html", "docx"))
ALL = "".join(ANYWHERE)

#: Where ``because`` is refused whatever it says (E0219), and places that the house has no valid policy for.
NOT_TRIED = {("keep", "quote"), ("take", "quote"), ("withdraw", "quote"), ("withdraw", "because"), ("keep", "because")}


def _texts(base: Base) -> list[Slot]:
    """The texts of a policy, but for the codes of regions, which are no free texts."""
    return [slot for slot in slots(base.text, "STRING") if slot.kind[1] != "region"]


def _compiled(base: Base, put: Callable[[int], str]) -> Compilation:
    text = replaced(base.text, _texts(base), lambda number, slot: written(put(number)))
    return compile_text(text, base.file, library=library(base.folder))


def _made(base: Base, put: Callable[[int], str]) -> dict[str, bytes]:
    """The artefacts as the workspace writes them."""
    compiled = _compiled(base, put)
    assert compiled.ok and compiled.policy is not None, [d.message("en") for d in compiled.diagnostics]
    files = {path: content for target in load_targets(EVERYTHING) for path, content in target.render(compiled.policy).items()}
    return {path: sealed(path, content) for path, content in files.items()}


def test_the_samples_have_every_slot_of_the_language() -> None:
    found = {slot.kind for base in samples("STRING") for slot in slots(base.text, "STRING")}
    missing = {kind for kind in kinds("STRING") - found if kind[1] != "because"}
    assert missing <= NOT_TRIED | {("start", "example")}
    assert len(found) > 45


@pytest.mark.parametrize("base", samples("STRING"), ids=lambda base: base.file)
def test_a_hostile_text_is_printed_and_changes_nothing_else(base: Base) -> None:
    harmless = _made(base, lambda number: f"甲{number}乙")
    hostile = _made(base, lambda number: f"甲{number}{ALL}乙")
    assert harmless.keys() == hostile.keys()
    for path, content in harmless.items():
        assert bones(path, content) == bones(path, hostile[path]), path
        if path.endswith(".sql"):
            continue  # it breaks up what would mean something: tests/targets/columns/test_inert.py
        shown, shown_now = flesh(path, content), flesh(path, hostile[path])
        printed = [number for number in range(len(_texts(base))) if f"甲{number}乙" in shown]
        lost = [number for number in printed if plain(f"甲{number}{ALL}乙") not in shown_now]
        assert lost == [], path
        assert printed or path.endswith(".docx"), path


@pytest.mark.parametrize("base", samples("STRING")[:2], ids=lambda base: base.file)
def test_nothing_begins_where_a_text_begins(base: Base) -> None:
    harmless = {path: bones(path, content) for path, content in _made(base, lambda number: f"甲{number}乙").items()}
    long = len(base.text) > 3000  # there, not every opening is tried in every slot
    for turn in range(4 if long else len(OPENING)):
        hostile = _made(base, lambda number: f"{OPENING[(number * (5 if long else 1) + turn) % len(OPENING)]}甲{number}乙")  # noqa: B023
        for path, own in harmless.items():
            assert own == bones(path, hostile[path]), path


@pytest.mark.parametrize("base", samples("STRING"), ids=lambda base: base.file)
def test_a_module_with_hostile_texts_runs_nothing_of_them(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _made(base, lambda number: f'甲{number}"""{ALL}\nimport os'.replace("\n", " "))
    source = next(content for path, content in made.items() if path.endswith(".py"))
    module = ModuleType("_hostile_texts")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    loaded: list[str] = []
    sys.addaudithook(lambda event, arguments: loaded.append(str(arguments[0])) if _watching and event in _ACTS else None)
    _watching.append(True)
    try:
        exec(compile(source, "hostile.py", "exec"), module.__dict__)
    finally:
        _watching.clear()
    assert loaded == []


#: An audit hook stays for good; it listens only while a module is being loaded.
_watching: list[bool] = []
_ACTS = ("os.system", "subprocess.Popen", "socket.connect", "os.remove", "os.exec", "shutil.rmtree", "open")


@pytest.mark.parametrize("base", samples("STRING")[:2], ids=lambda base: base.file)
@pytest.mark.parametrize("character", "\0\x1b\x85\u200b\u202e\u2066\u2028\ufeff\u061c\x7f")
def test_what_does_not_show_is_one_clear_error_for_each_text(base: Base, character: str) -> None:
    compiled = _compiled(base, lambda number: f"甲{number}{character}乙")
    found = [d for d in compiled.diagnostics if d.is_error]
    assert {d.code.code for d in found} <= {"E0118", "E0119"}
    assert all(compiled.text[d.span.start : d.span.end] == character for d in found if d.code.code == "E0118")
    assert len(found) == min(len(_texts(base)), 101)


@pytest.mark.parametrize("base", samples("STRING"), ids=lambda base: base.file)
def test_a_text_that_does_not_end_where_its_line_ends(base: Base) -> None:
    for slot in _texts(base):
        _, found = parse(base.text[: slot.end - 1] + "\n" + base.text[slot.end :], base.file)
        told = {"E0109", "E0105"}  # the latter where a Chinese mark inside the text seems to close it
        assert told & {d.code.code for d in found}, base.text[slot.start : slot.end]


def test_half_a_character_is_one_clear_error() -> None:
    found = compile_text('assume "甲\ud800"\npolicy 甲 as one { region 全国 "CN" year 2023 }\n', "a.pol").diagnostics
    assert [d.code.code for d in found] == ["E0118"]
