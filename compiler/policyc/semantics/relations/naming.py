"""Which policies a file names, and what is wrong with that: none of that id, several, a circle, errors in the one that is named.

Errors of a named policy are told there; here only that there are some, and where.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from policyc.diagnostics.codes import e1001, e1002, e1003, e1017, e1018
from policyc.diagnostics.core import Diagnostic, Fix, Label, Words, listed
from policyc.semantics.relations.heads import period_of
from policyc.semantics.relations.layers import NONE, Named, Others, top_of
from policyc.syntax import tree


@dataclass(frozen=True, slots=True)
class Compiled:
    """What compiling a policy came to: itself, if it is valid, and all that was told of it."""

    file: str
    named: Named | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Circle:
    """Policies that name each other: the ids, the first one again at the end."""

    path: tuple[str, ...]


class Library(Protocol):
    """Where the policies are that others name. Compiling reads no files: the workspace knows where they are."""

    def ids(self) -> Sequence[str]:
        """The ids of all policies."""

    def files(self, id: str) -> Sequence[str]:
        """The files that give their policy this id; one, if all is well."""

    def compiled(self, id: str) -> Compiled | Circle:
        """The policy of an id that one file has."""

    def of_series(self, series: str, region: str, day: datetime.date) -> str | None:
        """The id of the policy of a series that holds at a place (a region's code) on a day, the nearest level first."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An id that a line of the head comes to, and the place of that line."""

    id: str
    place: tree.Name


def named_by(file: tree.File, library: Library | None) -> tuple[Others, tuple[Diagnostic, ...]]:
    """The policies that the head of a file names, compiled."""
    top = top_of(file)
    if top is None or not (top.under or top.amends or top.uses):
        return NONE, ()
    work = _Naming(top, library)
    own = tuple(work.take(name) for name in (*top.under[:1], *top.amends[:1]))
    tiers = [tuple(filter(None, (work.use(name, name.text) for name in top.uses)))]
    for line, id_ in zip((*top.under[:1], *top.amends[:1]), own, strict=True):
        for uses in _inherited(work.named.get(id_ or "")):
            tiers.append(tuple(filter(None, (work.use(line, name) for name in uses))))
    others = Others(work.named, work.texts, frozenset(work.told), tuple(dict.fromkeys(tiers)))
    return others, tuple(dict.fromkeys(work.found))


def _inherited(named: Named | None) -> Iterator[tuple[str, ...]]:
    """What the policies above or before use, the nearest first: their rules read it here, too."""
    if named is not None:
        before = [named.policy.amends] if named.policy.amends is not None else []
        yield from (p.uses for p in (named.policy, *(named.policy.other[id_] for id_ in (*before, *named.policy.parents))))


@dataclass
class _Naming:
    """The policies that have been found so far, and what was wrong."""

    top: tree.Policy
    library: Library | None
    named: dict[str, Named] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    told: set[Diagnostic] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)

    def take(self, place: tree.Name, id_: str | None = None) -> str | None:
        """A policy that a line of the head names or leads to; its id if it is valid."""
        wanted = _Wanted(id_ or place.text, place)
        if wanted.id in self.named:
            return wanted.id
        compiled = _compiled(wanted, self.library, self.found)
        if compiled is None:
            return None
        self.texts.update(compiled.texts)
        self.told.update(compiled.diagnostics)
        if compiled.named is None:
            self.found.append(_broken(wanted, compiled))
            return None
        self.named[wanted.id] = compiled.named
        return wanted.id

    def use(self, place: tree.Name, name: str) -> str | None:
        """The policy that ``uses`` means: an id, or that of a series at this policy's place when it begins."""
        if name.isascii():
            known = next((x for n in self.named.values() for x in n.policy.others if x.id == name), None)
            return name if known is not None else self.take(place, name)
        found = _of_series(self.top, place, name, self.library)
        if isinstance(found, Diagnostic):
            self.found.append(found)
            return None
        return self.take(place, found) if found is not None else None


def _of_series(top: tree.Policy, place: tree.Name, series: str, library: Library | None) -> str | Diagnostic | None:
    """The policy of a series at this policy's place, on the day on which it begins."""
    period = period_of(top)
    if not top.regions or period is None:
        return None  # the head lacks what it takes, which is told
    region = top.regions[0]
    found = library.of_series(series, region.code.text, period.first) if library is not None else None
    if found is not None and found != top.alias.text:
        return found
    hint = Words("补上那份政策，或在 uses 后面写政策代号", "add it, or name a policy by its id")
    return e1017.CODE.at(place.span, series=series, region=region.name.text, day=period.first, hint=hint)


def _compiled(wanted: _Wanted, library: Library | None, sink: list[Diagnostic]) -> Compiled | None:
    files = library.files(wanted.id) if library is not None else ()
    if library is None or not files:
        close = difflib.get_close_matches(wanted.id, list(library.ids()) if library is not None else [], n=1, cutoff=0.5)
        hint = Words(f"是不是 {close[0]}？", f"did you mean {close[0]}?") if close else _ADD_IT
        fixes = [Fix(wanted.place.span, close[0])] if close else []
        sink.append(e1001.CODE.at(wanted.place.span, id=wanted.id, hint=hint, fixes=fixes))
        return None
    if len(files) > 1:
        sink.append(e1018.CODE.at(wanted.place.span, id=wanted.id, files=listed(files)))
        return None
    compiled = library.compiled(wanted.id)
    if isinstance(compiled, Circle):
        sink.append(e1002.CODE.at(wanted.place.span, path=" → ".join(compiled.path)))
        return None
    return compiled


_ADD_IT = Words("把那份政策放进政策文件夹，或改正代号", "add it to the policies folder, or correct the id")


def _broken(wanted: _Wanted, compiled: Compiled) -> Diagnostic:
    errors = [d for d in compiled.diagnostics if d.is_error]
    related = [Label(d.span, d.message("zh"), d.message("en")) for d in errors[:3]]
    return e1003.CODE.at(wanted.place.span, id=wanted.id, count=len(errors), file=compiled.file, related=related)


def news(found: tuple[Diagnostic, ...], file: tree.File, others: Others) -> tuple[Diagnostic, ...]:
    """What was not told of a named policy already; what is wrong with its rules only here says so."""
    top = top_of(file)
    fresh = (d for d in found if d not in others.told)
    if top is None or not others.texts:
        return tuple(fresh)
    line = (*top.under, *top.amends)
    here = [Label(line[0].span, "在这份政策的数字下", "with the figures of this policy")] if line else []
    inherited = {file for file in others.texts if file != top.span.file}
    return tuple(
        replace(d, related=(*d.related, *here)) if d.span.file in inherited else d
        for d in fresh
        if d.span.file not in inherited or (d.is_error and d.code.code not in _THERE_ONLY)
    )


#: What an inherited rule need not be: all its cases arise where it was written, not under every policy below.
_THERE_ONLY = frozenset({"E0603", "E0604", "E0606", "E0612"})
