"""Whatever a file has become while it is typed, the desk answers, and places go there and back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policyc.server.completion import complete
from policyc.server.desk import Desk
from policyc.server.hover import hover
from policyc.server.positions import Lines
from policyc.server.telling import symbols

POLICY = Path(__file__).parents[2] / "policies" / "zaozhuang" / "2023.pol"
TYPED = ['"', "“", "{", "}", "(", "#", "参数 ", "match ", "10元/", "cn_2022.", "😀", "given ", "under ", "\x00"]


@pytest.mark.parametrize("seed", range(8))
def test_mutated_texts_are_answered(seed: int) -> None:
    chance = random.Random(seed)
    text = POLICY.read_text("utf-8")
    for _ in range(3):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(TYPED) + text[at + chance.choice((0, 0, 1, 30)) :]
    desk = Desk()
    desk.put(POLICY, text)
    view = desk.view(POLICY)
    assert view is not None
    symbols(view)
    for offset in (0, len(text), *(chance.randrange(len(text)) for _ in range(6))):
        hover(view, offset)
        complete(view, offset)
        view.definition_at(offset)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_go_there_and_back(encoding: str) -> None:
    lines = Lines("甲😀b\n\n“乙”𠀀\r末", encoding)
    assert [lines.offset(lines.position(offset)) for offset in range(len(lines.text) + 1)] == list(range(len(lines.text) + 1))
    units = {"utf-8": 7, "utf-16": 3, "utf-32": 2}
    assert (lines.position(2).line, lines.position(2).character) == (0, units[encoding])
    assert lines.position(10).line == 3  # a bare CR ends a line of the protocol
