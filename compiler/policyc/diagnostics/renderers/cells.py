"""How wide a text is on a terminal: a Chinese character takes two cells, a combining mark none."""

from __future__ import annotations

import unicodedata

#: Controls that would move the cursor or turn the direction of a line; they are shown, never sent.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_TAB = 4


def width(text: str) -> int:
    """The number of display cells of a text that :func:`printable` has made safe."""
    return sum(_cells(char) for char in text)


def printable(text: str) -> str:
    """The text with tabs as spaces and every control character as a visible sign, so that no text can steer the terminal."""
    return "".join(_shown(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _shown(char: str) -> str:
    point = ord(char)
    if char == "\t":
        return " " * _TAB
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "\u2421"
    return "\ufffd" if point in _TURNING or 0x80 <= point < 0xA0 or unicodedata.category(char) in ("Cs", "Zl", "Zp") else char
