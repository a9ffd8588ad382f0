"""Who is who: every name that a file declares, once, with its kind and place.

Receives the tree; gives the :class:`Scope` that all formulas are read in. All Chinese names of a policy share one namespace;
names are the same where NFKC makes them the same, so a full-width ＤＲＧ is no second DRG.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from policyc.diagnostics.codes import e0201, e0202, e0204, e0205, e0206, e0207, e0408
from policyc.diagnostics.core import Diagnostic, Label, Span, Words
from policyc.model.types import EnumType, Member
from policyc.syntax import tree
from policyc_grammar.keywords import words


class Kind(Enum):
    """What a name stands for: its words in messages, Chinese and English."""

    INPUT = ("输入", "input")
    PARAM = ("参数", "param")
    RULE = ("规则", "rule")
    PART = ("中间量", "part")
    TABLE = ("表", "table")
    SCALE = ("分段", "scale")
    TARGET = ("目标", "target")
    MEASURE = ("措施", "measure")
    SOURCE = ("来源", "source")
    ENUM = ("分类", "enum")
    UNIT = ("单位", "unit")
    HISTORY = ("记录", "history")
    FIELD = ("记录的字段", "field")
    TRACK = ("递推", "track")
    READING = ("口径", "reading")

    @property
    def words(self) -> Words:
        """In both languages, in English with its article."""
        return Words(self.zh, f"{'an' if self.en[0] in 'aeiou' else 'a'} {self.en}")

    @property
    def zh(self) -> str:
        """In Chinese."""
        return self.value[0]

    @property
    def en(self) -> str:
        """In English."""
        return self.value[1]


#: What a rule may read.
VALUES = frozenset({Kind.INPUT, Kind.PARAM, Kind.RULE, Kind.PART, Kind.TABLE, Kind.SCALE, Kind.TRACK, Kind.FIELD, Kind.READING})
#: What is computed.
RULES = frozenset({Kind.RULE, Kind.PART, Kind.TABLE, Kind.SCALE, Kind.TRACK})

#: Comments and texts, in which nothing is declared.
_NO_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"|#[^\n]*')

_DECLARING = (
    "_INPUT", "_PARAM", "_RULE", "_PART", "_TABLE", "_SCALE", "_TARGET", "MODALITY", "_SOURCE", "_ENUM", "_UNIT", "_HISTORY",
    "_TRACK", "_READING",
)  # fmt: skip

#: How a declaration begins, also one that the parser could make nothing of.
_DECLARATION = re.compile(
    rf"(?<!\w)(?:{'|'.join(w for k in _DECLARING for w in words(k))})\s+(?:(?:{'|'.join(words('ORDERED'))})\s+)?"
    r"(?!\d)(\w*[\u3400-\u9fff]\w*)"
)

Named = (
    tree.Input
    | tree.Param
    | tree.Rule
    | tree.Table
    | tree.Scale
    | tree.Target
    | tree.Measure
    | tree.Source
    | tree.Enum
    | tree.Unit
    | tree.History
    | tree.Field
    | tree.Track
    | tree.Reading
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared name."""

    kind: Kind
    name: str
    node: Named
    clause: tree.Clause | None

    @property
    def span(self) -> Span:
        """Where the name is declared."""
        return self.node.name.span


@dataclass(frozen=True, slots=True)
class Scope:
    """All names of a policy.

    symbols: by folded name. enums: also those that readings are. members: by folded name, with every enum that has such a
    member. broken: names whose declarations could not be parsed, of which nothing more is said. fields: the history of each
    field, by name.
    """

    symbols: Mapping[str, Symbol]
    enums: Mapping[str, EnumType]
    units: frozenset[str]
    members: Mapping[str, tuple[Member, ...]]
    broken: frozenset[str]
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def find(self, name: str) -> Symbol | None:
        """The declaration that a name means."""
        return self.symbols.get(fold(name))

    def history_of(self, symbol: Symbol) -> str | None:
        """The history that a field belongs to or a track goes over, if there is one of that name."""
        if isinstance(symbol.node, tree.Track):
            found = self.find(symbol.node.history.text)
            return found.name if found is not None and found.kind is Kind.HISTORY else None
        return self.fields.get(symbol.name)

    def declared(self, node: Named) -> Symbol | None:
        """The symbol of a declaration; None for one whose name another has taken."""
        symbol = self.find(node.name.text)
        return symbol if symbol is not None and symbol.node is node else None

    def member(self, enum: EnumType, name: str) -> Member | None:
        """The member of an enum that a name means."""
        return next((m for m in enum.members if fold(m.name) == fold(name)), None)


def fold(name: str) -> str:
    """The form by which names are compared."""
    return unicodedata.normalize("NFKC", name)


def all_items(file: tree.File) -> Iterator[tuple[tree.Item | tree.TopItem, tree.Clause | None]]:
    """Every declaration with the clause that it stands in, in document order; clauses themselves are left out."""
    for item in file.items:
        if isinstance(item, tree.Clause):
            for inner in item.items:
                yield inner, item
        else:
            yield item, None


def head(file: tree.File, text: str) -> tuple[tree.Policy | None, tuple[Diagnostic, ...]]:
    """The one policy head of a file, with one region and one year."""
    heads = [item for item in file.items if isinstance(item, tree.Policy)]
    if not heads:
        at = file.items[0].span if file.items else file.span
        start = dataclasses.replace(at, end=at.start, end_line=at.line, end_column=at.column)
        broken = re.search(rf"(?m)^\s*(?:{'|'.join(words('_POLICY'))})\s", text)  # what could not be parsed was told
        return None, () if broken else (e0201.CODE.at(start),)
    found = [e0206.CODE.at(h.name.span, line="policy", related=[_first(heads[0].name)]) for h in heads[1:]]
    lines: tuple[tuple[str, tuple[tree.Node, ...]], ...] = (
        ("region", heads[0].regions),
        ("year", heads[0].years),
        ("series", heads[0].series),
    )
    for word, given in lines:
        if not given and word != "series":
            found.append(e0207.CODE.at(heads[0].name.span, line=word))
        found.extend(e0206.CODE.at(extra.span, line=word, related=[_first(given[0])]) for extra in given[1:])
    for year in heads[0].years[:1]:
        if not year.text.isdecimal() or not 1900 <= int(year.text) <= 2199:
            found.append(e0408.CODE.at(year.span, text=year.text))
    return heads[0], tuple(found)


def declare(file: tree.File, text: str) -> tuple[Scope, tuple[Diagnostic, ...]]:
    """The scope of a file, and what is wrong with its names."""
    found: list[Diagnostic] = []
    symbols: dict[str, Symbol] = {}
    fields: dict[str, str] = {}
    for item, clause in all_items(file):
        kind = kind_of(item)
        if kind is None:
            continue
        assert isinstance(item, Named)
        symbol = Symbol(kind, item.name.text, item, clause)
        first = symbols.setdefault(fold(symbol.name), symbol)
        if first is not symbol:
            found.append(_twice(symbol, first))
        for field in item.fields if isinstance(item, tree.History) else ():
            inner = Symbol(Kind.FIELD, field.name.text, field, clause)
            if symbols.setdefault(fold(inner.name), inner) is not inner:
                found.append(_twice(inner, symbols[fold(inner.name)]))
            else:
                fields[inner.name] = symbol.name
    enums = {s.name: _enum(s.node) for s in symbols.values() if isinstance(s.node, tree.Enum | tree.Reading)}
    members: dict[str, tuple[Member, ...]] = {}
    for symbol in symbols.values():
        if isinstance(symbol.node, tree.Enum | tree.Reading):
            found.extend(_members(symbol.node, enums[symbol.name], symbols, members))
    units = frozenset(s.name for s in symbols.values() if s.kind is Kind.UNIT)
    broken = frozenset(fold(name) for name in _DECLARATION.findall(_NO_CODE.sub("", text))) - symbols.keys()
    return Scope(symbols, enums, units, members, broken, fields), tuple(found)


def kind_of(item: tree.Item | tree.TopItem) -> Kind | None:
    """What a declaration declares; None for one that gives nothing a name (and for the policy itself)."""
    match item:
        case tree.Rule(keyword=keyword):
            return Kind.PART if keyword == "part" else Kind.RULE
        case tree.Input():
            return Kind.INPUT
        case tree.Param():
            return Kind.PARAM
        case tree.Table():
            return Kind.TABLE
        case tree.Scale():
            return Kind.SCALE
        case tree.Target():
            return Kind.TARGET
        case tree.Measure():
            return Kind.MEASURE
        case tree.Source():
            return Kind.SOURCE
        case tree.Enum():
            return Kind.ENUM
        case tree.Unit():
            return Kind.UNIT
        case tree.History():
            return Kind.HISTORY
        case tree.Track():
            return Kind.TRACK
        case tree.Reading():
            return Kind.READING
        case _:
            return None


def _twice(symbol: Symbol, first: Symbol) -> Diagnostic:
    if symbol.name != first.name:
        return e0205.CODE.at(symbol.span, name=symbol.name, other=first.name, related=[_first(first.node.name)])
    return e0204.CODE.at(symbol.span, name=symbol.name, related=[_first(first.node.name)])


def _first(node: tree.Node) -> Label:
    return Label(node.span, "先在这里写过", "first written here")


def _enum(node: tree.Enum | tree.Reading) -> EnumType:
    members = tuple(Member(node.name.text, m.name.text, m.alias.text, i) for i, m in enumerate(written_members(node)))
    return EnumType(node.name.text, node.alias.text, isinstance(node, tree.Enum) and node.ordered, members)


def written_members(node: tree.Enum | tree.Reading) -> tuple[tree.Member | tree.Option, ...]:
    """The members of an enum, the options of a reading."""
    return node.members if isinstance(node, tree.Enum) else node.options


def _members(
    node: tree.Enum | tree.Reading, enum: EnumType, symbols: Mapping[str, Symbol], members: dict[str, tuple[Member, ...]]
) -> Iterator[Diagnostic]:
    """Enter an enum's members; one that is named twice, or like something that formulas read, is an error."""
    seen: dict[str, tree.Member | tree.Option] = {}
    for member, made in zip(written_members(node), enum.members, strict=True):
        key = fold(member.name.text)
        first = seen.setdefault(key, member)
        if first is not member:
            yield e0204.CODE.at(member.name.span, name=member.name.text, related=[_first(first.name)])
            continue
        members[key] = (*members.get(key, ()), made)
        other = symbols.get(key)
        if other is not None and other.kind in VALUES | {Kind.TARGET}:
            label = Label(other.span, f"{other.kind.zh}“{other.name}”", f"{other.kind.en} “{other.name}”")
            yield e0202.CODE.at(member.name.span, name=member.name.text, enum=enum.name, related=[label])
