"""Where the clauses of a text are: 一、 → （四）, 第十二条第二款, 01, 完善筹资政策; and where what is normative lies.

A heading is a marker at the beginning of a line (items in brackets also after 。；：) and what follows it. Its clause reaches to
the next marker of its rank or above. How a marker is typed does not matter: （四）, (四) and ㈣ are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

from policyc.citations.numerals import chinese
from policyc.citations.text import Normalised, normalise

_HAN = "零〇一二三四五六七八九十百两"


class Rank(IntEnum):
    """The kinds of headings, from the outside in. ``PARAGRAPH`` (款) has no marker; ``TITLE`` has no number."""

    BOOK = 0
    CHAPTER = 1
    SECTION = 2
    PART = 3
    ARTICLE = 4
    PARAGRAPH = 5
    HAN = 6
    ITEM = 7
    ARABIC = 8
    BRACKETED = 9
    CIRCLED = 10
    TITLE = 11


_LAW = {"编": Rank.BOOK, "章": Rank.CHAPTER, "节": Rank.SECTION, "条": Rank.ARTICLE, "款": Rank.PARAGRAPH}
_MARKS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.BOOK, re.compile(rf"第([{_HAN}\d]+)编")),
    (Rank.CHAPTER, re.compile(rf"第([{_HAN}\d]+)章")),
    (Rank.SECTION, re.compile(rf"第([{_HAN}\d]+)节")),
    (Rank.ARTICLE, re.compile(rf"第([{_HAN}\d]+)条(?![第款])")),
    (Rank.ITEM, re.compile(rf"\(([{_HAN}]+)\)[、.]?")),
    (Rank.HAN, re.compile(rf"([{_HAN}]+)[、.,:](?![{_HAN}]+[、级类档等])")),  # 一、二级医院 is no heading
    (Rank.BRACKETED, re.compile(r"\((\d{1,2})\)[、.]?")),
    (Rank.ARABIC, re.compile(r"(\d{1,2})[.、](?!\d)")),
    (Rank.CIRCLED, re.compile("([\u2460-\u2473])")),
)
_INLINE = re.compile(rf"(?<=[。;:])\(([{_HAN}]+)\)")
_END_OF_HEADING = re.compile(r"[。;:]")
_PUNCTUATION = re.compile(r"[^\w]")


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbered heading: the marker stands at ``start``, what it is called from ``title`` to ``end``."""

    rank: Rank
    number: int
    start: int
    title: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a clause's path: its rank (None for a bare number), number and title, as far as they are given."""

    rank: Rank | None
    number: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a clause is in the normalised text."""

    start: int
    end: int


class Missing(Enum):
    """Why a clause was not found: no such heading, a heading of that number with another title, or several of them."""

    NONE = "none"
    TITLE = "title"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class NotFound:
    """A clause that was not found; ``near`` is what the heading of that number reads."""

    why: Missing
    near: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a text."""

    text: Normalised
    markers: tuple[Marker, ...]

    def clause(self, locator: str) -> Extent | NotFound:
        """Where a clause is, by its path as a policy writes it."""
        steps = path(locator)
        if not steps:
            return Extent(0, len(self.text.text))
        extent = Extent(0, len(self.text.text) if steps[0].rank is Rank.TITLE else normative(self).end)
        for step in steps:
            found = self._step(step, extent)
            if isinstance(found, NotFound):
                return found
            extent = found
        return extent

    def heading_at(self, place: int) -> str:
        """The innermost numbered heading above a place, as it reads; empty where there is none."""
        above = [m for m in self.markers if m.start <= place]
        return self.reads(above[-1]) if above else ""

    def headings(self, most: int) -> tuple[str, ...]:
        """The headings of the outermost rank that the text numbers, as they read; ``most`` of them at the most."""
        numbered = [marker for marker in self.markers if marker.rank is not Rank.TITLE]
        outermost = min((marker.rank for marker in numbered), default=Rank.TITLE)
        return tuple(self.reads(marker) for marker in numbered if marker.rank is outermost)[:most]

    def reads(self, marker: Marker) -> str:
        """A heading as it reads."""
        return self.text.text[marker.start : min(marker.end, marker.title + 30)]

    def _step(self, step: Step, within: Extent) -> Extent | NotFound:
        if step.rank is Rank.TITLE:
            return self._titled(step.title, within)
        if step.rank is Rank.PARAGRAPH:
            return self._paragraph(step.number or 1, within)
        inside = [m for m in self.markers if within.start <= m.start < within.end and m.number == step.number]
        ranks = [step.rank] if step.rank is not None else sorted({m.rank for m in inside}, key=lambda r: (r < Rank.HAN, r))
        for rank in ranks:
            same = [m for m in inside if m.rank is rank]
            good = [m for m in same if self._is_called(m, step.title)]
            valid = [m for m in good if m in self._sequence()] or good
            if len(valid) == 1:
                return self._extent(valid[0], within)
            if valid:
                return NotFound(Missing.SEVERAL, self.reads(valid[0]))
            if same:
                return NotFound(Missing.TITLE, self.reads(same[0]))
        return NotFound(Missing.NONE)

    def _is_called(self, marker: Marker, title: str) -> bool:
        """Whether a heading has the title; the text may have cut its end off."""
        wanted = _PUNCTUATION.sub("", title)
        there = _PUNCTUATION.sub("", self.text.text[marker.title : marker.title + 2 * len(title) + 20])
        whole = _PUNCTUATION.sub("", self.text.text[marker.title : marker.end])
        return there.startswith(wanted) or (len(whole) >= 4 and wanted.startswith(whole))

    def _extent(self, marker: Marker, within: Extent) -> Extent:
        later = (m for m in self._sequence() if m.start > marker.start and m.rank <= marker.rank)
        following = next(later, None)
        return Extent(marker.start, min(within.end, following.start if following else within.end))

    def _sequence(self) -> tuple[Marker, ...]:
        """The markers that count on: one more than the last of their rank, or the first of a new list."""
        last: dict[Rank, int] = {}
        kept: list[Marker] = []
        for marker in self.markers:
            before = last.get(marker.rank)
            if before is None or marker.number in (1, before + 1):
                last[marker.rank] = marker.number
                kept.append(marker)
        return tuple(kept)

    def _paragraph(self, number: int, within: Extent) -> Extent | NotFound:
        """The n-th paragraph (款) of an article: a line after the end of a sentence; items belong to the one above."""
        text = self.text.text
        marked = {m.start for m in self.markers if m.rank is not Rank.ARTICLE}
        starts = [within.start]
        for line in self.text.lines:
            if within.start < line < within.end and line not in marked and text[line - 1] in '。;:!?"':
                starts.append(line)
        if number > len(starts):
            return NotFound(Missing.NONE)
        return Extent(starts[number - 1], starts[number] if number < len(starts) else within.end)

    def _titled(self, title: str, within: Extent) -> Extent | NotFound:
        """A heading without a number: a line of its own, else the paragraph that begins with it, else the one that has it."""
        if title in ("全文", "正文"):
            return within
        wanted = normalise(title).solid
        paragraphs = [p for p in self.paragraphs() if within.start <= p.start < within.end]
        own = [p for p in paragraphs if _PUNCTUATION.sub("", self._solid(p)) == _PUNCTUATION.sub("", wanted)]
        if own:
            headings = [p for p in paragraphs if p.start > own[0].start and self._is_heading(p)]
            return Extent(own[0].start, headings[0].start if headings else within.end)
        for found in (
            [p for p in paragraphs if self._solid(p).startswith(wanted)],
            [p for p in paragraphs if wanted in self._solid(p)],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                return NotFound(Missing.SEVERAL, title)
        return NotFound(Missing.NONE)

    def paragraphs(self) -> tuple[Extent, ...]:
        """The lines of the text."""
        ends = (*self.text.lines[1:], len(self.text.text))
        return tuple(Extent(start, end) for start, end in zip(self.text.lines, ends, strict=True) if end > start)

    def _solid(self, extent: Extent) -> str:
        return self.text.text[extent.start : extent.end].replace(" ", "")

    def _is_heading(self, extent: Extent) -> bool:
        text = self._solid(extent)
        return 2 <= len(text) <= 20 and not re.search(r"[。,;:!?]", text)


def outline(text: Normalised) -> Outline:
    """Find the headings of a text."""
    return Outline(text, tuple(sorted(_markers(text), key=lambda m: m.start)))


def _markers(text: Normalised) -> Iterator[Marker]:
    whole, lines = text.text, text.lines
    ends = (*lines[1:], len(whole))
    for i, (start, end) in enumerate(zip(lines, ends, strict=True)):
        line = whole[start:end]
        if re.fullmatch(r"\d{1,2}", line):  # a part number in a line of its own; its title is in the next
            title_end = ends[i + 1] if i + 1 < len(ends) else end
            yield Marker(Rank.PART, int(line), start, end, title_end)
            continue
        for rank, mark in _MARKS:
            found = mark.match(whole, start, end)
            if found:
                number = ord(found[1]) - 0x245F if rank is Rank.CIRCLED else int(chinese(found[1]))
                yield Marker(rank, number, start, found.end(), _end(whole, found.end(), end))
                break
        for inline in _INLINE.finditer(whole, start + 1, end):
            yield Marker(Rank.ITEM, int(chinese(inline[1])), inline.start(), inline.end(), _end(whole, inline.end(), end))


def _end(text: str, start: int, line_end: int) -> int:
    """Where a heading ends: with its line, or at the first full stop of a line that goes on."""
    found = _END_OF_HEADING.search(text, start, line_end)
    return found.start() if found else line_end


# ------------------------------------------------------------------ paths

_SEPARATOR = re.compile(rf"(?:/|→|>|›|·)(?=\(|第|[{_HAN}]|\d|[\u2460-\u2473])")
_STEPS: tuple[tuple[Rank | None, re.Pattern[str]], ...] = (
    *((rank, re.compile(rf"第([{_HAN}\d]+){word}")) for word, rank in _LAW.items()),
    (Rank.ITEM, re.compile(rf"第?\(([{_HAN}]+)\)项?[、.]?")),
    (Rank.ITEM, re.compile(rf"第([{_HAN}]+)项")),
    (Rank.ARABIC, re.compile(r"第(\d+)目|(\d{1,2})[.、]")),
    (Rank.BRACKETED, re.compile(r"\((\d{1,2})\)[、.]?")),
    (Rank.CIRCLED, re.compile("([\u2460-\u2473])")),
    (Rank.PART, re.compile(r"(0\d)(?!\d)")),
    (Rank.HAN, re.compile(rf"([{_HAN}]+)[、.,:]")),
    (None, re.compile(rf"([{_HAN}]+|\d+)(?=\(|$)")),
)


def path(locator: str) -> tuple[Step, ...]:
    """A clause's path: 一、合理确定筹资标准 → one step, 二、/（一） → two, 第十二条第二款 → two. Empty for the whole text."""
    steps: list[Step] = []
    for piece in _SEPARATOR.split(normalise(locator).solid):
        steps += _steps(piece)
    return tuple(steps)


def _steps(piece: str) -> Sequence[Step]:
    steps: list[Step] = []
    rest = piece
    while rest:
        for rank, pattern in _STEPS:
            found = pattern.match(rest)
            if found:
                steps.append(Step(rank, _number(next(g for g in found.groups() if g)), ""))
                rest = rest[found.end() :]
                break
        else:
            if steps:
                steps[-1] = Step(steps[-1].rank, steps[-1].number, rest)
            else:
                steps.append(Step(Rank.TITLE, None, rest))
            rest = ""
    return steps


def _number(text: str) -> int:
    return ord(text) - 0x245F if "\u2460" <= text <= "\u2473" else int(chinese(text))


# ------------------------------------------------------------------ the normative text

_DATE_LINE = re.compile(
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_EDITORIAL = re.compile(r"(?:责任)?(?:编辑|审核|责编|校对|监制|初审|复审|终审|来源|文章来源|供稿)[::]")


def normative(found: Outline) -> Extent:
    """The text that says what is to be: from the first numbered heading to the signature."""
    text = found.text.text
    start = found.markers[0].start if found.markers else 0
    paragraphs = [p for p in found.paragraphs() if p.start >= start]
    end = len(text)
    for i, paragraph in enumerate(paragraphs):
        line = text[paragraph.start : paragraph.end]
        if _EDITORIAL.match(line):
            end = paragraph.start
            break
        if _DATE_LINE.fullmatch(line):
            end = paragraph.start
            while i > 0 and _is_issuer(text[paragraphs[i - 1].start : paragraphs[i - 1].end]):
                i -= 1
                end = paragraphs[i].start
            break
    return Extent(start, max(start, end))


def _is_issuer(line: str) -> bool:
    return len(line) <= 30 and not re.search(r"[。,;:!?]", line)
