"""A seeded slice of the fuzzing: the same inputs every time, some seconds long. ``python -m tests.fuzz`` looks for more."""

from __future__ import annotations

import signal
from collections import Counter
from random import Random

import pytest

from tests.fuzz import laws
from tests.fuzz.corpus import bases
from tests.fuzz.mutations import MUTATIONS, Input, drawn
from tests.fuzz.running import smaller, tried

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here that count CPU time")

#: So many inputs go through the parser; every fourth of them through everything.
INPUTS = 800


def test_no_input_breaks_the_compiler() -> None:
    counts: Counter[str] = Counter()
    for seed in range(INPUTS):
        given = drawn(Random(seed), gentle=seed % 4 == 0)
        failure = tried(given, full=seed % 4 == 0, counts=counts)
        assert failure is None, f"python -m tests.fuzz: seed {seed}, {given.kinds}: {failure}\n{given.text!r}"
    assert counts["parsed"] == INPUTS and counts["compiled"] == INPUTS // 4
    assert counts["valid and built"] > 10, "the mutations are so rough that nothing gets to the targets"


@pytest.mark.parametrize("kind", sorted(MUTATIONS))
def test_every_mutation_changes_texts(kind: str) -> None:
    texts = [base.text for base in bases()[:40]]
    changed = [MUTATIONS[kind](Random(seed), text) for seed, text in enumerate(texts)]
    assert sum(new != old for new, old in zip(changed, texts, strict=True)) > len(texts) // 2
    assert changed == [MUTATIONS[kind](Random(seed), text) for seed, text in enumerate(texts)], "the same seed, the same text"


def test_a_failing_input_is_found_and_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, file: str) -> object:
        if "甲" in text:
            raise KeyError("甲")
        return None, ()

    monkeypatch.setattr(laws, "parse", broken)
    given = Input("a.pol", "input 甲 as a : 元\ninput 乙 as b : 元\n", bases()[0].folder, ())
    failure = tried(given, full=False)
    assert failure is not None and failure.where.startswith("KeyError at ")
    assert smaller(given, failure, full=False) == "甲"


def test_what_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(text: str, file: str) -> object:
        while True:
            pass

    monkeypatch.setattr(laws, "parse", endless)
    failure = tried(Input("a.pol", "x", bases()[0].folder, ()), full=False)
    assert failure is not None and isinstance(failure.error, laws.Hang)
