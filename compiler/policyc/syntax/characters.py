"""What the single characters of a .pol file mean for its reader: full-width forms, invisible ones, and the units' spellings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from policyc.quantities.units import UNIT_SPELLINGS

#: Punctuation that a Chinese input method types (or a document prints), and what is to be written instead.
_PUNCTUATION = {
    "，": ",",
    "：": ":",
    "（": "(",
    "）": ")",
    "｛": "{",
    "｝": "}",
    "“": '"',
    "”": '"',
    "＂": '"',
    "「": '"',
    "」": '"',
    "％": "%",
    "＝": "=",
    "＞": ">",
    "＜": "<",
    "≥": ">=",
    "⩾": ">=",
    "≤": "<=",
    "⩽": "<=",
    "≠": "!=",
    "！": "!",
    "＋": "+",
    "－": "-",
    "—": "-",
    "–": "-",
    "−": "-",
    "＊": "*",
    "×": "*",
    "／": "/",
    "÷": "/",
    "～": "~",
    "｜": "|",
    "＃": "#",
    "．": ".",
    "→": "->",
    "、": ",",
    "\u00a0": " ",
}
_DIGITS = {chr(0xFF10 + n): str(n) for n in range(10)}

#: Each full-width character and its half-width form.
FULL_WIDTH: Mapping[str, str] = _PUNCTUATION | _DIGITS

#: Characters that no file may hold, as the inside of a character class: controls except tab, LF and CR; line and paragraph
#: separators; zero-width ones; those that change the direction of the text; and surrogates.
FORBIDDEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)

#: The spellings of base units, longest first, as alternatives of a regular expression.
UNITS = "|".join(sorted({*UNIT_SPELLINGS, "个百分点", "%"}, key=lambda u: (-len(u), u)))

_FULL_WIDTH_NAMES = {"“": "中文左引号", "”": "中文右引号", "\u00a0": "不间断空格"}


def name_of(character: str) -> tuple[str, str]:
    """What to call a character, in Chinese and English."""
    official = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    if character in _FULL_WIDTH_NAMES:
        return _FULL_WIDTH_NAMES[character], official
    if character in _DIGITS:
        return "全角数字", official
    if unicodedata.east_asian_width(character) == "F":
        return "全角符号", official
    return ("中文标点" if character in "，：（）“”「」—、→" else "特殊符号"), official
