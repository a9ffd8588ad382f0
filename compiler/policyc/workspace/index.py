"""Which policies there are: the ids of every file, and the heads by which a series is looked up. Nothing is compiled for it.

What a file says of itself is remembered by the digest of its bytes, so that a folder of thousands is not read again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from policyc.semantics.relations.heads import period_of
from policyc.semantics.relations.layers import top_of
from policyc.syntax.parse import parse
from policyc.workspace.digests import Digests
from policyc.workspace.finding import head_of, ids_in, policies_below


class Head(NamedTuple):
    """What look-up by series needs to know of a policy; days in ISO form."""

    id: str
    series: str
    region: str
    first: str
    last: str | None


class Facts(NamedTuple):
    """What a file says of itself: the ids that it gives, and its head where a look-up by series can find it."""

    ids: tuple[str, ...]
    head: Head | None


@dataclass
class PolicyIndex:
    """The policies of a folder, and of the folders beside files.

    facts: those that are known, by digest. unsaved: texts that count instead of what is on disk.
    """

    folder: Path
    digests: Digests = field(default_factory=Digests)
    facts: dict[str, Facts] = field(default_factory=dict)
    unsaved: Mapping[Path, str] = field(default_factory=dict)
    _beside: dict[Path, tuple[Path, ...]] = field(default_factory=dict)

    def ids(self) -> Sequence[str]:
        """The ids of all policies of the folder."""
        return tuple(self._by_id)

    def files(self, id_: str, beside: Iterable[Path]) -> tuple[Path, ...]:
        """The files that give their policy this id: in the folder, else beside those that ask."""
        found = self._by_id.get(id_)
        return tuple(found) if found else tuple(path for path in self._neighbours(beside) if id_ in self.of(path).ids)

    def of_series(self, series: str, region: str, day: datetime.date, beside: Iterable[Path]) -> str | None:
        """The policy of a series at a place on a day, the nearest level first; of several, the one that began last."""
        on = day.isoformat()
        heads = [head for _, head in self.heads(beside)]
        for code in levels(region):
            found = [h for h in heads if h.series == series and h.region == code and h.first <= on]
            holding = [h for h in found if h.last is None or on <= h.last]
            if holding:
                return max(holding, key=lambda h: h.first).id
        return None

    def heads(self, beside: Iterable[Path]) -> list[tuple[Path, Head]]:
        """The heads of all policies that a look-up by series can find."""
        others = [(p, h) for p in self._neighbours(beside) if p not in self.paths and (h := self.of(p).head) is not None]
        return [*self._heads, *others]

    def of(self, path: Path) -> Facts:
        """What a file says of itself."""
        if path in self.unsaved:
            return _facts(self.unsaved[path], path.name)
        digest = self.digests.of(str(path))
        if digest is None:
            return Facts((), None)
        if digest not in self.facts:
            self.facts[digest] = _read(path)
        return self.facts[digest]

    @cached_property
    def paths(self) -> Mapping[Path, None]:
        """Every policy file of the folder, in order."""
        fresh = [path for path in self.unsaved if path.is_relative_to(self.folder)]
        return dict.fromkeys(sorted({*policies_below(self.folder, self.digests), *fresh}))

    @cached_property
    def _by_id(self) -> Mapping[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in self.paths:
            for id_ in self.of(path).ids:
                found.setdefault(id_, []).append(path)
        return found

    @cached_property
    def _heads(self) -> Sequence[tuple[Path, Head]]:
        return [(path, head) for path in self.paths if (head := self.of(path).head) is not None]

    def _neighbours(self, folders: Iterable[Path]) -> Iterator[Path]:
        for folder in dict.fromkeys(folders):
            if folder not in self._beside:
                self.digests.of(str(folder))
                fresh = (path for path in self.unsaved if path.parent == folder)
                found = sorted({*folder.glob("*.pol"), *fresh})
                self._beside[folder] = tuple(path for path in found if path in self.unsaved or path.is_file())
            yield from self._beside[folder]


def _read(path: Path) -> Facts:
    try:
        return _facts(path.read_text("utf-8-sig", errors="replace"), path.name)
    except OSError:
        return Facts((), None)


def _facts(text: str, name: str) -> Facts:
    return Facts(tuple(ids_in(text)), _head(text, name))


def _head(text: str, name: str) -> Head | None:
    tree = parse(head_of(text), name)[0]
    top = top_of(tree) if tree is not None else None
    period = period_of(top) if top is not None else None
    if top is None or period is None or not top.regions or not top.series:
        return None
    last = None if period.last is None else period.last.isoformat()
    return Head(top.alias.text, top.series[0].text, top.regions[0].code.text, period.first.isoformat(), last)


def levels(region: str) -> tuple[str, ...]:
    """A region's code and those of the levels above it: 370402, 370400, 370000, CN."""
    found = [region]
    if len(region) == 6 and region.isdecimal():
        found += [region[:4] + "00", region[:2] + "0000"]
    return tuple(dict.fromkeys([*found, "CN"]))
