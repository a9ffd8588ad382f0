"""The numbers that a few characters of Chinese say: 640, 1,020, 1.4万, 70%, 百分之七十, 四年, 三分之一, 七成, 减半, 全额.

A number may be read in more than one way (the 15 of 15—52万元 is 15 or 15万); all readings are given, because the question is
only whether a figure can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policyc.citations.text import normalise

_DIGITS: Mapping[str, int] = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Mapping[str, int] = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Mapping[str, int] = {"万": 10**4, "亿": 10**8}
_SUFFIXES: Mapping[str, Fraction] = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "个百分点": Fraction(1, 100),
    "成": Fraction(1, 10),
    "折": Fraction(1, 10),
    "角": Fraction(1, 10),
}
_WORDS: Mapping[str, Fraction] = {
    "全额": Fraction(1),
    "减半": Fraction(1, 2),
    "一半": Fraction(1, 2),
    "半年": Fraction(6),  # months
    "加倍": Fraction(2),
    "翻番": Fraction(2),
    "翻一番": Fraction(2),
}

_HAN = "零〇一二三四五六七八九十百千两"
_NUMBER = re.compile(
    rf"(?:(?P<parts>[{_HAN}万]+)分之)?"
    rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|[{_HAN}][{_HAN}万亿]*(?:点[{_HAN}]+)?)"
    rf"(?P<myriads>[百千万亿]*)"
    rf"(?P<suffix>{'|'.join(map(re.escape, _SUFFIXES))})?"
)
#: No figure is longer; what is, is no number.
_LONGEST = 40
#: What stands between the numbers of a range or a list whose last one carries 万 or % for all of them.
_JOINT = re.compile(r"(?:元|人)?[-~至到、,和或与](?:不超过|不低于)?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of a text. ``bare``: no unit follows it, as in the cell of a table whose head names the unit."""

    value: Fraction
    bare: bool = False


def numerals(text: str) -> frozenset[Numeral]:
    """Every number of the text, in every reading."""
    text = normalise(text).text
    words = (Numeral(value) for word, value in _WORDS.items() if word in text)
    return frozenset((*_counted(text), *words))


def _counted(text: str) -> Iterator[Numeral]:
    later: Fraction | None = None  # the factor of the number to the right, if this one may share it
    next_start = len(text)
    for found in reversed(list(_NUMBER.finditer(text))):
        if len(found[0]) > _LONGEST:
            continue
        factor = _factor(found)
        joined = _JOINT.fullmatch(text, found.end(), next_start) is not None
        plain = _value(found["number"])
        yield Numeral(plain * factor, _bare(text, found))
        if factor == 1 and joined and later is not None:
            factor = later
            yield Numeral(plain * factor)
        later, next_start = factor, found.start()


def _factor(found: re.Match[str]) -> Fraction:
    factor = _SUFFIXES.get(found["suffix"] or "", Fraction(1))
    for char in found["myriads"]:
        factor *= _PLACES.get(char) or _MYRIADS[char]
    return factor / _chinese(found["parts"]) if found["parts"] and _chinese(found["parts"]) else factor


def _bare(text: str, found: re.Match[str]) -> bool:
    following = text[found.end() : found.end() + 1]
    return not found["myriads"] and not found["suffix"] and not found["parts"] and not following.isalpha()


def _value(number: str) -> Fraction:
    if number[0].isdigit() and number[0] not in _DIGITS:
        return Fraction(number.replace(",", ""))
    whole, _, decimals = number.partition("点")
    value = _chinese(whole)
    for place, digit in enumerate(decimals, 1):
        value += Fraction(_DIGITS.get(digit, 0), 10**place)
    return value


def _chinese(number: str) -> Fraction:
    """十二 is 12, 二〇二五 is 2025, 一万四千 is 14000."""
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
