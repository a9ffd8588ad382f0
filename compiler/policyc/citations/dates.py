"""The days, months and years that a text says: 2023年12月31日, 2023年底, 今年年底, 12月底, 2025年, 二〇二三年七月, 2023-12-31."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policyc.citations.numerals import chinese

_HAN = "〇零一二三四五六七八九十"
_YEAR = r"(?P<year>\d{4}|[〇零一二三四五六七八九]{4})年"
_MONTH = rf"(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})月(?:份)?"
_DAY = rf"(?:(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})[日号]|(?P<end>底|末))"
_RELATIVE: Mapping[str, int] = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "下一年": 1}
_WORDS = "|".join(_RELATIVE)
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)"),
    re.compile(rf"(?:{_YEAR}|(?P<relative>{_WORDS}))?{_MONTH}{_DAY}"),
    re.compile(rf"(?:{_YEAR}|(?P<relative>{_WORDS})){_MONTH}"),
    re.compile(rf"(?:{_YEAR}|(?P<relative>{_WORDS}))(?:度)?(?P<year_end>年?(?:底|末)|内)"),
    re.compile(r"(?<![\d一二两三四五六七八九十百半几数多0])(?P<year_end>年(?:底|末|内))"),
    re.compile(_YEAR),
    re.compile(rf"(?P<relative>{_WORDS})"),
    re.compile(rf"(?<!\d){_MONTH}"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as a text says it; what it leaves open is None. ``shift``: years from the text's own. ``end``: 底, 末 or 内."""

    year: int | None
    shift: int | None
    month: int | None
    day: int | None
    end: bool
    start: int
    stop: int

    def years(self, own: int | None) -> int | None:
        """The year meant in a text of the year ``own``; a date without a year is in that year."""
        if self.year is not None:
            return self.year
        return None if own is None else own + (self.shift or 0)

    def is_day(self, day: datetime.date, own: int | None) -> bool:
        """Whether it says this day."""
        last = day.day == calendar.monthrange(day.year, day.month)[1]
        if self.years(own) != day.year:
            return False
        if self.month is None:
            return self.end and day.month == 12 and last
        return self.month == day.month and (self.day == day.day or (self.day is None and last))

    def is_month(self, month: datetime.date, own: int | None) -> bool:
        """Whether it says this month."""
        said = self.month if self.month is not None or not self.end else 12
        return self.years(own) == month.year and said == month.month

    def is_year(self, year: int, own: int | None) -> bool:
        """Whether it says this year."""
        return self.years(own) == year


def mentions(text: str) -> tuple[Mention, ...]:
    """Every date of a normalised text, in order; the longest reading of each."""
    taken: list[Mention] = []
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            if not any(m.start < found.end() and found.start() < m.stop for m in taken):
                taken.extend(_mention(found))
    return tuple(sorted(taken, key=lambda m: m.start))


def _mention(found: re.Match[str]) -> Iterator[Mention]:
    groups = found.groupdict()
    year, month, day = (_number(groups.get(key)) for key in ("year", "month", "day"))
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return
    if year is not None and not 1900 <= year <= 2199:
        return
    relative = groups.get("relative")
    end = bool(groups.get("end") or groups.get("year_end"))
    yield Mention(year, _RELATIVE[relative] if relative else None, month, day, end, found.start(), found.end())


def _number(text: str | None) -> int | None:
    return None if text is None else int(chinese(text))
