"""The laws that hold for every policy: drawn ones, broken ones, and those in the house.

The profile ``HYPOTHESIS_PROFILE=long`` looks for much longer.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, note, settings
from hypothesis import strategies as st

from policyc import compile_file
from policyc.model.policy import Policy
from policyc.pipeline import Compilation, compile_text
from policyc.syntax.parse import parse
from policyc.workspace.running import generated
from tests.properties import strategies
from tests.properties.agreement import beyond_facts, disagreements, shown
from tests.syntax.spellings import shape, spelt, widened

settings.register_profile("quick", max_examples=150, derandomize=True)
settings.register_profile("long", max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)

#: How many sets of inputs each policy is tried with.
TRIES = 12

#: Errors that a drawn policy may have, each because the generator does not look: such a draw is set aside.
ALLOWED = {
    "E0603": "a choice inside another on what the other has decided",
    "E0606": "the same, of an otherwise",
    "E0612": "a condition drawn at random that can never hold",
    "E0209": "an awkward alias that the generated module needs itself",
}

ROOT = Path(__file__).parent.parent.parent
HOUSE = [
    ROOT / "tests" / "golden" / "features.pol",
    *sorted((ROOT / "policies").rglob("*.pol")),
    *sorted((ROOT / "tests" / "language").glob("*/good/*.pol")),
    *sorted((ROOT / "tests" / "language").glob("*/good/*/*.pol")),
]


def _errors(compiled: Compilation) -> list[str]:
    lines = compiled.text.split("\n")
    return [f"{d.code.code} {d.message('zh')} ← {lines[d.span.line - 1]}" for d in compiled.diagnostics if d.is_error]


def accepted_draw(drawn: strategies.Drawn) -> Policy:
    """The policy of a draw; the law is that the compiler takes it."""
    compiled = compile_text(drawn.text, "drawn.pol")
    allowed = [d for d in compiled.diagnostics if d.is_error and d.code.code in ALLOWED]
    for diagnostic in allowed[:1]:
        event(f"set aside: {diagnostic.code.code}")
    assume(not allowed)
    assert _errors(compiled) == []
    assert compiled.policy is not None
    return compiled.policy


def _try(policy: Policy, data: st.DataObject, tries: int = TRIES) -> None:
    """Some inputs: the module agrees with the evaluator, and both with what was proved."""
    inputs = strategies.inputs_of(policy)
    with generated(policy) as module:
        for _ in range(tries):
            tried = data.draw(inputs)
            note(str(shown(tried)))
            assert disagreements(policy, module, tried) == []
            assert beyond_facts(policy, tried) == []


@SLOW
@given(strategies.policies(), st.data())
def test_drawn_policies_compile_and_mean_one_thing(drawn: strategies.Drawn, data: st.DataObject) -> None:
    note(drawn.text)
    _try(accepted_draw(drawn), data)


@SLOW
@given(strategies.policies(), st.data())
def test_broken_policies_are_refused_or_mean_one_thing(drawn: strategies.Drawn, data: st.DataObject) -> None:
    mutant = data.draw(_mutants(drawn.text))
    note(mutant)
    compiled = compile_text(mutant, "mutant.pol")
    if compiled.ok and compiled.policy is not None:
        event("accepted")
        _try(compiled.policy, data, 6)
    else:
        event("refused")
        assert _errors(compiled)


@SLOW
@given(strategies.policies())
def test_drawn_policies_are_the_same_in_chinese_and_full_width(drawn: strategies.Drawn) -> None:
    note(drawn.text)
    file, diagnostics = parse(drawn.text, "drawn.pol")
    assume(not diagnostics)
    chinese = spelt(drawn.text, "zh")
    note(chinese)
    for text in (chinese, spelt(chinese, "en"), widened(drawn.text), widened(chinese)):
        again, wrong = parse(text, "drawn.pol")
        assert wrong == ()
        assert shape(again) == shape(file)


@st.composite
def _mutants(draw: st.DrawFn, text: str) -> str:
    """A policy with a line dropped, a line twice, a figure shifted, or a comparison turned."""
    lines = text.split("\n")
    number = draw(st.sampled_from([i for i, line in enumerate(lines) if line.startswith(("  ", "input", "require"))]))
    line = lines[number]
    figures = list(re.finditer(r"(?<![\w.\-\"])\d+(?![\w]*\s*[\-\"])", line))
    signs = list(re.finditer(r"<=|>=|<|>", line))
    kind = draw(st.sampled_from(["drop", "twice", *(["shift"] if figures else []), *(["turn"] if signs else [])]))
    match kind:
        case "drop":
            del lines[number]
        case "twice":
            lines.insert(number, line)
        case "shift":
            at = draw(st.sampled_from(figures))
            by = draw(st.sampled_from([-1, 1, 100]))
            lines[number] = f"{line[: at.start()]}{max(int(at[0]) + by, 0)}{line[at.end() :]}"
        case "turn":
            at = draw(st.sampled_from(signs))
            lines[number] = f"{line[: at.start()]}{draw(st.sampled_from(['<', '<=', '>', '>=']))}{line[at.end() :]}"
    return "\n".join(lines)


@pytest.mark.parametrize("path", HOUSE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_policies_of_the_house_mean_one_thing(path: Path) -> None:
    compiled = compile_file(path)  # which finds the policies that it names
    policy = compiled.policy
    assert policy is not None and compiled.ok

    @settings(SLOW, max_examples=max(1, settings.get_profile(settings.get_current_profile_name()).max_examples // 20))
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        _try(policy, data)

    tried()
