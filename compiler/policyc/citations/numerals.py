"""The numbers that a text says, with their places: 640, 1,020, 1.4万, 70%, 百分之七十, 四年, 三分之一, 七成, 减半, 增加1倍, 全额.

A number may be read in more than one way (the 15 of 15—52万元 is 15 or 15万); all readings are given, because the question is
only whether a figure can be found. The unit that follows is read too, so that 4年 is not 4个月.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

_DIGITS: Mapping[str, int] = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Mapping[str, int] = {"万": 10**4, "亿": 10**8}
_SUFFIXES: Mapping[str, Fraction] = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "个百分点": Fraction(1, 100),
    " percent": Fraction(1, 100),
    " per cent": Fraction(1, 100),
    "成": Fraction(1, 10),
    "折": Fraction(1, 10),
}
_WORDS: Mapping[str, tuple[Fraction, str | None]] = {
    "全额": (Fraction(1), "%"),
    "减半": (Fraction(1, 2), "%"),
    "一半": (Fraction(1, 2), "%"),
    "半数": (Fraction(1, 2), "%"),
    "半年": (Fraction(6), "个月"),
    "翻一番": (Fraction(2), "%"),
    "翻番": (Fraction(2), "%"),
    "加倍": (Fraction(2), "%"),
}
#: What may follow a number, with the base unit that it means and how much of it.
_UNITS: Mapping[str, tuple[str, Fraction]] = {
    "元": ("元", Fraction(1)),
    "块": ("元", Fraction(1)),
    "角": ("元", Fraction(1, 10)),
    "yuan": ("元", Fraction(1)),
    "周岁": ("岁", Fraction(1)),
    "岁": ("岁", Fraction(1)),
    "个月": ("个月", Fraction(1)),
    "月": ("个月", Fraction(1)),
    "months": ("个月", Fraction(1)),
    "周年": ("年", Fraction(1)),
    "个年度": ("年", Fraction(1)),
    "年": ("年", Fraction(1)),
    "years": ("年", Fraction(1)),
    "个工作日": ("天", Fraction(1)),
    "天": ("天", Fraction(1)),
    "日": ("天", Fraction(1)),
    "days": ("天", Fraction(1)),
    "人次": ("次", Fraction(1)),
    "次": ("次", Fraction(1)),
    "人": ("人", Fraction(1)),
    "名": ("人", Fraction(1)),
    "倍": ("倍", Fraction(1)),
}

_HAN = "零〇一二三四五六七八九十百千两"
_NUMBER = re.compile(
    rf"(?:(?P<parts>[{_HAN}万]+)分之)?"
    rf"(?P<number>(?<![\d.])\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?|[{_HAN}][{_HAN}万亿]*(?:点[{_HAN}]+)?)"
    rf"(?P<myriads>[百千万亿]*)"
    rf"(?P<suffix>{'|'.join(map(re.escape, _SUFFIXES))})?"
    rf"(?P<unit> ?(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))}))?"
)
#: No figure is longer; what is, is no number.
_LONGEST = 40
#: What stands between the numbers of a range or a list whose last one carries 万 or % for all of them.
_JOINT = re.compile(r"(?:元|人)?(?:[-~至到、,和或与及]| and )(?:不超过|不低于|不少于)?")
_MORE, _LESS = re.compile(r"(?:增加|提高|增长|上浮|上调)了?$"), re.compile(r"(?:降低|减少|下降|下调|下浮|核减)了?$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a text: all its readings, and where it stands, without and with its unit.

    unit: the base unit that follows, ``%`` for what is a rate by its form, None where no known one does. bare: nothing that
    could be a unit follows, as in the cell of a table whose head names it. joined: it continues a list or range.
    """

    readings: tuple[Fraction, ...]
    start: int
    end: int
    unit: str | None
    unit_end: int
    arabic: bool
    bare: bool = False
    joined: bool = False

    @property
    def value(self) -> Fraction:
        """The first reading."""
        return self.readings[0]


def numerals(text: str) -> tuple[Numeral, ...]:
    """Every number of a normalised text, in order."""
    found = _joined(list(_counted(text)), text)
    words = [
        Numeral((v,), m.start(), m.end(), unit, m.end(), arabic=False)
        for word, (v, unit) in _WORDS.items()
        for m in re.finditer(word, text)
    ]
    free = [
        w for w in words if not any(n.start < w.end and w.start < n.unit_end and n.value != w.value for n in found if n.arabic)
    ]
    return tuple(sorted((*found, *free), key=lambda n: (n.start, n.end)))


def _counted(text: str) -> Iterator[Numeral]:
    for found in _NUMBER.finditer(text):
        if len(found[0]) > _LONGEST:
            continue
        factor = _factor(found)
        value = _plain(found["number"]) * factor
        rate = found["suffix"] is not None or found["parts"] is not None
        word = (found["unit"] or "").strip()
        unit, times = _UNITS.get(word, (None, Fraction(1)))
        unit = "%" if rate else unit
        if unit == "%" and word:  # 70%人: the word belongs to what comes next
            times = Fraction(1)
        end = found.end() - len(found["unit"] or "")
        arabic = found["number"][0].isascii()
        points = found["suffix"] == "个百分点"
        readings = dict.fromkeys((value * times, *(() if points else _changed(value, unit, text[: found.start()]))))
        bare = found["suffix"] is None and found["parts"] is None and not found["myriads"] and not word
        bare = bare and not text[end : end + 1].isalpha()
        yield Numeral(tuple(readings), found.start(), end, unit, end if rate else found.end(), arabic, bare)


def _changed(value: Fraction, unit: str | None, before: str) -> Iterator[Fraction]:
    """提高20% may be written 20% or 120%, 增加1倍 as twice, 降低三成 as 70%."""
    if unit in ("%", "倍") and _MORE.search(before[-4:]):
        yield 1 + value
    if unit == "%" and value < 1 and _LESS.search(before[-4:]):
        yield 1 - value


def _joined(found: list[Numeral], text: str) -> list[Numeral]:
    """Numbers of a list share the last one's 万 or % and unit; what continues a list knows it."""
    made: list[Numeral] = []
    later: tuple[Fraction, str | None] | None = None
    following: Numeral | None = None
    for numeral in reversed(found):
        joined = following is not None and _JOINT.fullmatch(text, numeral.unit_end, following.start) is not None
        if joined:
            made[-1] = replace(made[-1], joined=True)
        factor, unit = _scale(numeral, text), numeral.unit
        if joined and later is not None and factor == 1 and numeral.unit in (None, later[1]) and later[0] != 1:
            factor, unit = later[0], later[1]
            readings = (*numeral.readings, *(r * factor for r in numeral.readings))
            numeral = replace(numeral, readings=readings, unit=unit)
        elif joined and later is not None and unit is None:
            unit = later[1]
        later, following = (factor, unit), numeral
        made.append(numeral)
    return made[::-1]


def _scale(numeral: Numeral, text: str) -> Fraction:
    """The 万 or % of a number."""
    found = _NUMBER.match(text, numeral.start)
    return _factor(found) if found is not None else Fraction(1)


def _factor(found: re.Match[str]) -> Fraction:
    factor = _SUFFIXES.get(found["suffix"] or "", Fraction(1))
    for char in found["myriads"]:
        factor *= _PLACES.get(char) or _MYRIADS[char]
    return factor / chinese(found["parts"]) if found["parts"] and chinese(found["parts"]) else factor


def _plain(number: str) -> Fraction:
    if number[0].isascii():
        return Fraction(number.replace(",", ""))
    whole, _, decimals = number.partition("点")
    value = chinese(whole)
    for place, digit in enumerate(decimals, 1):
        value += Fraction(_DIGITS.get(digit, 0), 10**place)
    return value


def chinese(number: str) -> Fraction:
    """十二 is 12, 二〇二五 is 2025, 一万四千 is 14000; ASCII digits are themselves."""
    if number.isascii():
        return Fraction(number)
    if all(char in _DIGITS for char in number):
        return Fraction(int("".join(str(_DIGITS[char]) for char in number)))
    total = section = digit = 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[char] if (total + section + digit) else _MYRIADS[char]
            section = digit = 0
    return Fraction(total + section + digit)


def lists(found: Sequence[Numeral]) -> Iterator[tuple[Numeral, ...]]:
    """The runs of two numbers or more that are joined into one list or range."""
    run: list[Numeral] = []
    for numeral in found:
        if not numeral.joined:
            if len(run) > 1:
                yield tuple(run)
            run = []
        run.append(numeral)
    if len(run) > 1:
        yield tuple(run)
