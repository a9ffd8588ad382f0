"""What the single characters of a .pol file are: full-width forms, look-alikes, invisible ones, and the units' spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from policyc.quantities.units import UNIT_SPELLINGS

#: Letters, which a full-width form or another alphabet's twin does not stand for.
_LETTERS = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), 0x5F)))

#: Each character that is read as another one outside texts and comments: what a Chinese input method types, what a document
#: prints, and unusual spaces. One stands for one, so that every place in the text stays what it is.
ACCEPTED: Mapping[str, str] = {
    **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) not in _LETTERS + "#"},
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
    "、": ",", "∶": ":", "−": "-", "×": "*", "✕": "*", "∗": "*", "÷": "/", "∕": "/", "∼": "~",
}  # fmt: skip

#: Characters that look like one of the language's but are not surely meant so, and what is probably meant.
LOOK_ALIKE: Mapping[str, str] = {
    "—": "-", "–": "-", "‐": "-", "…": "..", "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "≈": "~", "〜": "~", "⩾": ">=", "≧": ">=", "⩽": "<=", "≦": "<=", "≡": "==", "⇒": "->",
}  # fmt: skip

#: Letters of other alphabets, and full-width ones, that look like an ASCII letter.
TWINS: Mapping[str, str] = {
    **{chr(ord(letter) + 0xFEE0): letter for letter in _LETTERS},
    **dict(zip("АВЕКМНОРСТХаеорсухіјѕ", "ABEKMHOPCTXaeopcyxijs", strict=True)),  # Cyrillic
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν", "ABEZHIKMNOPTYXoav", strict=True)),  # Greek
}

#: Each character that is not ASCII and its ASCII form.
FULL_WIDTH: Mapping[str, str] = {**ACCEPTED, **LOOK_ALIKE, "≥": ">=", "≤": "<=", "≠": "!=", "→": "->", "＃": "#"}

_TABLE = str.maketrans(dict(ACCEPTED))
_OUTSIDE = re.compile(
    rf'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|“[^”\\\n]*(?:\\.[^”\\\n]*)*”?|[#＃][^\n]*|([{re.escape("".join(ACCEPTED))}]+)'
)


def normalised(text: str) -> str:
    """The text with every accepted character turned into its ASCII form; texts and comments stay, and so does every offset."""
    return _OUTSIDE.sub(lambda m: m[1].translate(_TABLE) if m[1] else m[0], text)


#: Characters that no file may hold, as the inside of a character class: controls except tab, LF and CR; line and paragraph
#: separators; zero-width ones; those that change the direction of the text; and surrogates.
FORBIDDEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)

#: The spellings of base units, longest first, as alternatives of a regular expression.
UNITS = "|".join(sorted({*UNIT_SPELLINGS, "个百分点", "%"}, key=lambda u: (-len(u), u)))

_NAMES = {"“": "中文左引号", "”": "中文右引号", "—": "破折号", "–": "连接号", "…": "省略号"}


def ascii_of(word: str) -> str:
    """A word with full-width letters and the twins of other alphabets turned into ASCII."""
    return "".join(TWINS.get(c, c) for c in word)


def name_of(character: str) -> tuple[str, str]:
    """What to call a character, in Chinese and English."""
    official = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    if character in _NAMES:
        return _NAMES[character], official
    if unicodedata.east_asian_width(character) == "F":
        return "全角字符", official
    for alphabet, zh in (("cyrillic", "西里尔字母"), ("greek", "希腊字母")):
        if official.startswith(alphabet):
            return zh, official
    return ("中文标点" if character in "「」『』" else "特殊符号"), official
