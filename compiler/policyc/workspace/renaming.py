"""Renaming: what one definition is called is changed wherever it stands, or nowhere.

First everything is worked out and proved: that every file which writes the name is free of errors, that nothing else has the new
name, and that afterwards every file has the errors and the meaning that it had before, each name in it still leading to the same
declaration. Only then is anything written. Texts in quotation marks are never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from policyc.citations.check import Found
from policyc.citations.lock import Lock, read, render
from policyc.diagnostics.core import Diagnostic, Span, Words
from policyc.model.hashing import same_but_for_a_name
from policyc.pipeline import Compilation
from policyc.semantics.names import VALUES, Kind, Symbol, fold
from policyc.semantics.reserved import SNAKE_CASE
from policyc.semantics.uses import Definition, What
from policyc.syntax.format.canonical import format_text
from policyc.syntax.soft import chinese
from policyc.workspace.citing import LOCK_NAME
from policyc.workspace.compiling import library_of, name_of
from policyc.workspace.finding import policies_below
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.names import Index, Indexed, building_on, index, writing
from policyc.workspace.places import from_here
from policyc.workspace.reading import decode, reason
from policyc.workspace.settings import Workspace
from policyc.workspace.writing import write_atomically

_NAME = re.compile(r"(?!\d)\w*[\u3400-\u9fff]\w*")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something cannot be renamed. diagnostics: what stands in the way, with the texts that they speak of."""

    why: Words
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a file: the places that are replaced, and its text before and after; a formatted one is formatted again."""

    path: Path
    spans: tuple[Span, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """A renaming that was proved to change nothing but a name.

    locks: the ``sources.lock`` files that bear the name, with their new text. meaning: how many policies were compared.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    locks: Mapping[Path, str]
    meaning: int


def rename(
    definition: Definition,
    new: str,
    workspace: Workspace,
    beside: Iterable[Path] = (),
    unsaved: Mapping[Path, str] | None = None,
) -> Renaming | Refused:
    """Work out the renaming of a definition. A new name in ASCII is its ``as`` name, any other its Chinese name.

    beside: files outside the policies folder that count as well. unsaved: texts that count instead of what is on disk.
    """
    work = _Work(definition, new, workspace, tuple(beside), unsaved or {})
    return work.refused() or work.renamed()


@dataclass
class _Work:
    definition: Definition
    new: str
    workspace: Workspace
    beside: tuple[Path, ...]
    unsaved: Mapping[Path, str]

    def __post_init__(self) -> None:
        self.ascii = self.new.isascii()
        self.old = (self.definition.alias or "") if self.ascii else self.definition.name
        self.before = self.library(self.unsaved)
        found = dict.fromkeys([*policies_below(self.workspace.policies), *self.beside, *self.unsaved])
        self.texts = {path: self.before.text(path, from_here(path))[0] or "" for path in found}
        self.index: Index = index(writing(self.texts, [self.old]), self.before) if self.old else Index({})

    def library(self, texts: Mapping[Path, str]) -> PolicyLibrary:
        return library_of(self.workspace, self.beside, cite=False, thorough=False, unsaved=texts)

    # ------------------------------------------------------------------ what forbids it

    def refused(self) -> Refused | None:
        """What can be told before anything is tried."""
        new, old = self.new, self.old
        if not old:
            return Refused(Words(f"“{self.definition.name}”没有英文代号", f"“{self.definition.name}” has no ASCII name"))
        if old == new:
            return Refused(Words(f"它已经叫“{new}”", f"it is called “{new}” already"))
        if self.ascii and SNAKE_CASE.fullmatch(new) is None:
            zh = f"“{new}”不能作英文代号：用小写字母、数字和下划线，以字母开头"
            return Refused(Words(zh, f"“{new}” is no ASCII name: lower-case letters, digits and underscores, a letter first"))
        if not self.ascii and _NAME.fullmatch(new) is None:
            zh = f"“{new}”不能作名称：用汉字，可以有字母、数字和下划线，不以数字开头"
            return Refused(Words(zh, f"“{new}” is no name: it has a Chinese character, letters, digits and underscores"))
        if new in chinese():
            return Refused(Words(f"“{new}”是关键词，请换一个名称", f"“{new}” is a keyword; choose another name"))
        broken = [file for file in self.index.files.values() if file.broken]
        if broken:
            return self._broken(broken)
        if not any(d.key == self.definition.key for d in self.index.definitions()):
            return Refused(Words("声明它的文件不在工作区里", "the file that declares it is not in the workspace"))
        return None if self.ascii else next(self._taken(), None)

    def _broken(self, files: list[Indexed]) -> Refused:
        names = "、".join(file.names.file for file in files)
        found = [d for file in files for d in self.before.compilation(file.path).diagnostics if d.is_error]
        texts = {file.names.file: file.text for file in files}
        return Refused(Words(f"{names} 有错误，先改正再改名", f"{names} has errors; mend them first"), tuple(found), texts)

    def _taken(self) -> Iterator[Refused]:
        """What has the new name already where the old one is used: in a file that names it, or in one that inherits it."""
        if self.definition.what in (What.POLICY, What.SERIES):
            return
        member = self.definition.what in (What.MEMBER, What.OPTION)
        for file in self._concerned():
            scope = file.names.scope
            symbol = scope.find(self.new)
            if (
                symbol is not None
                and symbol.span != self.definition.span
                and (not member or symbol.kind in VALUES | {Kind.TARGET})
            ):
                yield self._is(symbol.kind, symbol)
            for other in scope.members.get(fold(self.new), ()):
                owner = scope.find(other.enum)
                if (other.enum == self.definition.within) if member else self.definition.what in VALUES | {Kind.TARGET}:
                    yield self._is(What.MEMBER, owner)

    def _is(self, what: Kind | What, symbol: Symbol | None) -> Refused:
        at = f"（{symbol.span.file}:{symbol.span.line}）" if symbol is not None else ""
        zh = f"“{self.new}”已经是{what.zh}的名称{at}"
        return Refused(Words(zh, f"“{self.new}” is the name of a {what.en} already{at.translate(_ROUND)}"))

    def _concerned(self) -> Iterator[Indexed]:
        """The files in which the name means this, and those that build on one of them."""
        yield from index(self._dependent(), self.before).files.values()

    def _dependent(self) -> list[Path]:
        return building_on({file.path for file in self.index.files.values() if self._places(file)}, self.texts)

    # ------------------------------------------------------------------ doing it, on paper

    def renamed(self) -> Renaming | Refused:
        """The texts as they will be, and whether they mean what they meant."""
        changes = tuple(self._changes())
        texts = {**self.unsaved, **{change.path: change.after for change in changes}}
        after = self.library(texts)
        files = self._dependent()
        for path in files:
            refusal = self._differs(self.before.compilation(path), after.compilation(path))
            if refusal is not None:
                return refusal
        again = index([file.path for file in self.index.files.values()], after)
        if self._meanings(self.index) != self._meanings(again, back=True):
            return Refused(Words(_CHANGES_ZH, _CHANGES_EN))
        locks = dict(self._locks(changes, after))
        return Renaming(self.old, self.new, changes, locks, len(files))

    def _changes(self) -> Iterator[Change]:
        for file in self.index.files.values():
            spans = self._places(file)
            if spans:
                text = replaced(file.text, spans, self.new)
                if (file.text, ()) == format_text(file.text, file.names.file):  # what was formatted stays so
                    text = format_text(text, file.names.file)[0] or text
                yield Change(file.path, spans, file.text, text)

    def _places(self, file: Indexed) -> tuple[Span, ...]:
        """Where the name stands in a file."""
        key = self.definition.key
        spans = [d.alias_span if self.ascii else d.span for d in file.names.definitions if d.key == key]
        spans += [use.span for use in file.names.uses if use.key == key and use.alias == self.ascii]
        return tuple(sorted({span for span in spans if span is not None}))

    def _differs(self, before: Compilation, after: Compilation) -> Refused | None:
        """What is wrong afterwards and was not before."""
        more = Counter(d.code.code for d in after.diagnostics) - Counter(d.code.code for d in before.diagnostics)
        if more:
            texts = {**after.texts, after.file: after.text}
            zh, en = f"改名后 {after.file} 会有新的问题", f"{after.file} would not be right any more"
            return Refused(Words(zh, en), tuple(d for d in after.diagnostics if d.code.code in more), texts)
        if before.policy is None or after.policy is None:
            return None
        if same_but_for_a_name(before.policy, after.policy, self.old, self.new):
            return None
        return Refused(Words(_CHANGES_ZH, _CHANGES_EN))

    def _meanings(self, files: Index, *, back: bool = False) -> list[object]:
        """Every use, in order, with what it means: afterwards the new name counts as the old one again."""
        told: list[object] = []
        for name, file in files.files.items():
            for at, use in enumerate(file.names.uses):
                meant = files.known.get(use.key, ())
                told.append((name, at, tuple(self._called(d, back=back) for d in meant)))
        return told

    def _called(self, definition: Definition, *, back: bool) -> tuple[object, ...]:
        words = (definition.name, definition.alias, definition.policy, definition.within)
        return (definition.what, *(self.old if back and word == self.new else word for word in words))

    # ------------------------------------------------------------------ the lock

    def _locks(self, changes: Iterable[Change], after: PolicyLibrary) -> Iterator[tuple[Path, str]]:
        """sources.lock says of quotes in which declaration of which source they stand, of a check by its formula."""
        ids = {self.index.files[name_of(change.path)].names.policy: self._formulas(change.path, after) for change in changes}
        for folder in dict.fromkeys([self.workspace.policies, *(change.path.parent for change in changes)]):
            path = folder / LOCK_NAME
            with suppress(OSError, ValueError):
                text = path.read_text("utf-8")
                lock = read(text)
                new = render(self._relocked(lock, ids))
                if new != render(lock):
                    yield path, new

    def _relocked(self, lock: Lock, ids: Mapping[str, Mapping[str, str]]) -> Lock:
        old = self.old if self.ascii and self.definition.what is What.POLICY else None
        policies = {
            self.new if id_ == old else id_: tuple(self._refound(x, ids[id_]) for x in found) if id_ in ids else found
            for id_, found in lock.policies.items()
        }
        return replace(lock, policies=policies)

    def _formulas(self, path: Path, after: PolicyLibrary) -> Mapping[str, str]:
        """What its checks were called, and what they are called now."""
        old, new = self.before.compilation(path).policy, after.compilation(path).policy
        if old is None or new is None:
            return {}
        checks = {f"check {a.text}": f"check {b.text}" for a, b in zip(old.checks, new.checks, strict=True)}
        claims = {a.text: b.text for a, b in zip(old.universals, new.universals, strict=True)}
        return checks | {f"check for all {a}": f"check for all {b}" for a, b in claims.items()}

    def _refound(self, found: Found, formulas: Mapping[str, str]) -> Found:
        if self.definition.what is Kind.SOURCE:
            return replace(found, source=self.new) if found.source == self.old else found
        name = self.new if found.name == self.old and not self.ascii else formulas.get(found.name, found.name)
        return replace(found, name=name)


_ROUND = str.maketrans("（）", "()")
_CHANGES_ZH = "改名会改变别处的含义，没有改动"
_CHANGES_EN = "it would change what something else means; nothing was changed"


def replaced(text: str, spans: Iterable[Span], new: str) -> str:
    """The text with every one of these places replaced."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


# ------------------------------------------------------------------ writing


def write(renaming: Renaming) -> str | None:
    """Write all files, each atomically. Where one cannot be written, those before it are put back, and the reason is told."""
    done: list[tuple[Path, bytes]] = []
    try:
        for path, content in _contents(renaming):
            before = path.read_bytes()
            write_atomically(path, content)
            done.append((path, before))
    except (OSError, _Moved) as error:
        for path, before in reversed(done):
            write_atomically(path, before)
        return f"{from_here(path)}：{error if isinstance(error, _Moved) else reason(error)}"
    return None


def _with_line_ends(text: str, change: Change, new: str) -> str:
    """The text after the change, with the line ends that the file has."""
    if change.after != replaced(change.before, change.spans, new):  # it was formatted; what is formatted has one kind of them
        return change.after.replace("\n", "\r\n") if "\r\n" in text else change.after
    lines = text.split("\n")
    for span in sorted(change.spans, reverse=True):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + new + line[span.end_column - 1 :]
    return "\n".join(lines)


class _Moved(Exception):
    """A file is not what it was when the renaming was worked out."""


def _contents(renaming: Renaming) -> Iterator[tuple[Path, bytes]]:
    """Every file with its new bytes: line ends and a byte order mark stay as they are."""
    for change in renaming.changes:
        data = change.path.read_bytes()
        text, _ = decode(data, str(change.path))
        if text is None or text.replace("\r\n", "\n") != change.before:
            raise _Moved("文件刚才被改动过，请再试一次 / it has changed meanwhile, try again")
        mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        yield change.path, mark + _with_line_ends(text, change, renaming.new).encode()
    for path, text in renaming.locks.items():
        yield path, text.encode()
