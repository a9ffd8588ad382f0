"""Where names are declared and where they are used: an index of one file, resolved exactly as compiling it resolves them.

A name that formulas read is looked up in the scope of the policy with all that it inherits; members are those that the
resolver took them for; what a relation speaks of is the declaration of the layers before it; ``cn_2023.名`` is the declaration
in that policy's own layers. What means nothing, because of a mistake, has no entry.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from policyc.diagnostics.core import Span
from policyc.model.policy import Origin
from policyc.semantics.names import Kind, Scope, all_items, fold, kind_of, written_members
from policyc.semantics.relations.layers import Layer, layers_of, top_of
from policyc.semantics.relations.naming import Compiled, Library, named_by
from policyc.semantics.resolve import Resolved, resolve_names
from policyc.syntax import tree

#: What tells declarations apart: the place of the name, or, for what several files may write, what it is and how it is called.
Key = tuple[str, str]


class What(Enum):
    """What a name stands for beyond what formulas know: its words in messages, Chinese and English."""

    POLICY = ("政策", "policy")
    SERIES = ("系列", "series")
    MEMBER = ("分类的成员", "member")
    OPTION = ("口径的选项", "option")

    @property
    def zh(self) -> str:
        """In Chinese."""
        return self.value[0]

    @property
    def en(self) -> str:
        """In English."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Definition:
    """A name that a file declares.

    span: of the name. alias, alias_span: the ASCII name; None where there is none. policy: the id of the file's policy.
    whole: of the declaration. within: the enum, reading or history that a member, option or field belongs to.
    """

    key: Key
    what: Kind | What
    name: str
    span: Span
    whole: Span
    policy: str
    alias: str | None = None
    alias_span: Span | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a name is used.

    alias: it stands there by its ASCII name. figure_of: the policy whose own figure is meant, where that is another one's.
    """

    key: Key
    span: Span
    alias: bool = False
    figure_of: str | None = None


@dataclass(frozen=True, slots=True)
class FileNames:
    """The index of one file, in the order of the text. ``scope``: what can be named in it, as far as it could be read."""

    file: str
    policy: str
    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]
    scope: Scope


def names_of(file: tree.File, text: str, library: Library | None) -> FileNames:
    """The index of a file's tree; ``text`` is what it was parsed from, ``library`` has the policies that it names."""
    others, _ = named_by(file, library)
    resolved = resolve_names(file, text, Origin(file.span.file, ""), others)
    top = top_of(file)
    id_ = top.alias.text if top is not None else ""
    walk = _Walk(text, resolved, layers_of(file, text, others), library)
    found = sorted(walk.file(file), key=lambda use: use.span)
    return FileNames(file.span.file, id_, definitions_of(file), tuple(dict.fromkeys(found)), resolved.scope)


def place(span: Span) -> Key:
    """The key of what is declared at a place."""
    return span.file, str(span.start)


def policy_key(id_: str) -> Key:
    """The key of a policy."""
    return "policy", id_


def series_key(name: str) -> Key:
    """The key of a series."""
    return "series", fold(name)


# ------------------------------------------------------------------ what a file declares


def definitions_of(file: tree.File) -> tuple[Definition, ...]:
    """What a file declares, in the order of the text."""
    top = top_of(file)
    return tuple(sorted(_definitions(file, top.alias.text if top is not None else ""), key=lambda found: found.span))


def _definitions(file: tree.File, id_: str) -> Iterator[Definition]:
    for item, _ in all_items(file):
        kind = kind_of(item)
        if isinstance(item, tree.Policy):
            yield _definition(policy_key(item.alias.text), What.POLICY, item.name, item.alias, item.span, id_)
            for name in item.series:
                yield Definition(series_key(name.text), What.SERIES, name.text, name.span, name.span, id_)
        elif kind is not None:
            yield from _declaration(item, kind, id_)


def _declaration(item: tree.Item | tree.TopItem, kind: Kind, id_: str) -> Iterator[Definition]:
    name: tree.Name = item.name  # type: ignore[union-attr]  # what has a kind has a name
    alias: tree.Name | None = getattr(item, "alias", None)
    yield _definition(place(name.span), kind, name, alias, item.span, id_)
    if isinstance(item, tree.Enum | tree.Reading):
        what = What.MEMBER if isinstance(item, tree.Enum) else What.OPTION
        for member in written_members(item):
            yield _definition(place(member.name.span), what, member.name, member.alias, member.span, id_, name.text)
    if isinstance(item, tree.History):
        for field in item.fields:
            yield _definition(place(field.name.span), Kind.FIELD, field.name, field.alias, field.span, id_, name.text)


def _definition(
    key: Key, what: Kind | What, name: tree.Name, alias: tree.Name | None, whole: Span, policy: str, within: str | None = None
) -> Definition:
    text, span = (None, None) if alias is None else (alias.text, alias.span)
    return Definition(key, what, name.text, name.span, whole, policy, text, span, within)


def declared_in(layers: Iterable[Layer], name: str) -> tree.Node | None:
    """The declaration of a name in files that build on one another: the latest; refining and amending is none."""
    for layer in reversed(tuple(layers)):
        for item, _ in all_items(layer.tree):
            if kind_of(item) is not None and fold(item.name.text) == fold(name):  # type: ignore[union-attr]
                return item
    return None


# ------------------------------------------------------------------ where a file uses names


@dataclass
class _Walk:
    """Goes through the tree of a file as it is written, without what it inherits."""

    text: str
    resolved: Resolved
    layers: Sequence[Layer]
    library: Library | None

    def file(self, file: tree.File) -> Iterator[Use]:
        """All uses."""
        for item in file.items:
            yield from self.node(item)

    def node(self, node: object) -> Iterator[Use]:
        """The uses in a node: those that only its kind knows of, then those of its parts."""
        match node:
            case tree.Policy():
                yield from self._head(node)
            case tree.Clause() | tree.Quote() if node.source is not None:
                yield from self._symbol(node.source)
                yield from self._parts(node, "source")
            case tree.Name():
                yield from self._read(node)
            case tree.Elsewhere():
                yield from self._elsewhere(node)
            case tree.NamePattern():
                yield from self._member(node.text, node.span)
            case tree.TypeName():
                yield from self._type(node)
            case tree.Amount():
                yield from self._units(node.span, re.split(r"(?<=[0-9%])(?=[^0-9.])", node.text, maxsplit=1)[-1].split("/"))
            case tree.Call():
                yield from self.node(node.arguments)
            case tree.Rounding():
                yield from self.node(node.unit)
            case tree.Reading():
                yield from self._option(node.name.text, node.taken)
                yield from self.node(node.annotations)
            case tree.Refine() | tree.Amend() | tree.Withdraw() | tree.Override():
                yield from self._inherited(node.name)
                yield from self._parts(node, "name")
            case tree.Keep():
                for name in node.names or ():
                    yield from self._inherited(name)
                yield from self.node(node.annotations)
            case tree.Take():
                yield from self._inherited(node.name)
                yield from self._option(node.name.text, node.option)
                yield from self.node(node.annotations)
            case tree.Given() | tree.GivenHistory() | tree.ExpectState():
                yield from self._symbol(node.name)
                yield from self._parts(node, "name")
            case tree.GivenRecord():
                for name in node.flags:
                    yield from self._symbol(name)
                yield from self.node(node.values)
            case tree.Annotations():
                yield from self.node(node.quotes)
            case tree.Source() | tree.Enum() | tree.Unit():
                return
            case tuple():
                for part in node:
                    yield from self.node(part)
            case tree.Node():
                yield from self._parts(node, "name", "alias")
            case _:
                return

    def _parts(self, node: tree.Node, *but: str) -> Iterator[Use]:
        for field in dataclasses.fields(node):
            if field.name not in but:
                yield from self.node(getattr(node, field.name))

    def _head(self, top: tree.Policy) -> Iterator[Use]:
        for name in (*top.under, *top.amends, *top.uses):
            by_id = name.text.isascii()
            yield Use(policy_key(name.text) if by_id else series_key(name.text), name.span, alias=by_id)

    def _symbol(self, name: tree.Name) -> Iterator[Use]:
        symbol = self.resolved.scope.find(name.text)
        if symbol is not None:
            yield Use(place(symbol.span), name.span)

    def _read(self, name: tree.Name) -> Iterator[Use]:
        """A name in a formula: a declared value, else a figure of a policy in use, else a member."""
        scope, foreign = self.resolved.scope, self.resolved.around.foreign
        if scope.find(name.text) is not None:
            yield from self._symbol(name)
        elif foreign.has(name.text):
            param = foreign.qualified(name, [])
            if param is not None:
                yield from self._figure(param.name.partition(".")[0], name.text, name.span)
        else:
            yield from self._member(name.text, name.span)

    def _elsewhere(self, node: tree.Elsewhere) -> Iterator[Use]:
        yield Use(policy_key(node.policy), within(node.span, 0, len(node.policy)), alias=True)
        length = node.span.end - node.span.start
        yield from self._figure(node.policy, node.name, within(node.span, length - len(node.name), length))

    def _figure(self, policy: str, name: str, span: Span) -> Iterator[Use]:
        declared = declared_in(self._layers_of(policy), name)
        if declared is not None:
            yield Use(place(declared.name.span), span, figure_of=policy)  # type: ignore[attr-defined]

    def _layers_of(self, policy: str) -> Sequence[Layer]:
        if self.library is None or len(self.library.files(policy)) != 1:
            return ()
        compiled = self.library.compiled(policy)
        return compiled.named.layers if isinstance(compiled, Compiled) and compiled.named is not None else ()

    def _inherited(self, name: tree.Name) -> Iterator[Use]:
        declared = declared_in(self.layers[:-1], name.text)
        if declared is not None:
            yield Use(place(declared.name.span), name.span)  # type: ignore[attr-defined]

    def _member(self, name: str, span: Span) -> Iterator[Use]:
        """What the resolver took it for; where that stopped before, the only enum that has such a member."""
        scope = self.resolved.scope
        known = self.resolved.members.get(span)
        candidates = [known] if known is not None else scope.members.get(fold(name), ())
        if len(candidates) == 1:
            yield from self._of_enum(candidates[0].enum, name, span)

    def _option(self, reading: str, option: tree.Name) -> Iterator[Use]:
        yield from self._of_enum(reading, option.text, option.span)

    def _of_enum(self, enum: str, member: str, span: Span) -> Iterator[Use]:
        symbol = self.resolved.scope.find(enum)
        if symbol is not None and isinstance(symbol.node, tree.Enum | tree.Reading):
            found = (m for m in written_members(symbol.node) if fold(m.name.text) == fold(member))
            yield from (Use(place(m.name.span), span) for m in found)

    def _type(self, node: tree.TypeName) -> Iterator[Use]:
        if len(node.parts) == 1:
            symbol = self.resolved.scope.find(node.parts[0])
            if symbol is not None and symbol.kind is Kind.ENUM:
                yield Use(place(symbol.span), node.span)
                return
        yield from self._units(node.span, node.parts)

    def _units(self, span: Span, parts: Iterable[str]) -> Iterator[Use]:
        """The units that the policy declares, each where it stands in a type or an amount; 万 and 亿 may stand before it."""
        at = span.start
        for part in parts:
            at = self.text.find(part, at, span.end)
            if at < 0:
                return
            bare = part if self.resolved.scope.find(part) is not None else part.lstrip("万亿")
            symbol = self.resolved.scope.find(bare) if bare in self.resolved.scope.units else None
            if symbol is not None:
                begin = at + len(part) - len(bare) - span.start
                yield Use(place(symbol.span), within(span, begin, begin + len(bare)))
            at += len(part)


def within(span: Span, start: int, end: int) -> Span:
    """A part of a span that stands on one line, by offsets from its beginning."""
    column = span.column
    return Span(span.file, span.start + start, span.start + end, span.line, column + start, span.line, column + end)


def lookup(names: Iterable[FileNames]) -> Mapping[Key, tuple[Definition, ...]]:
    """The definitions of several files by their keys."""
    found: dict[Key, list[Definition]] = {}
    for file in names:
        for definition in file.definitions:
            found.setdefault(definition.key, []).append(definition)
    return {key: tuple(definitions) for key, definitions in found.items()}
