"""What is declared and never used: inputs, enums, units, parts, and figures that nothing in the document carries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from policyc.diagnostics.codes import w0201, w0202, w0203, w0204
from policyc.diagnostics.core import Diagnostic, Words
from policyc.semantics.names import Kind, Scope, Symbol, all_items
from policyc.semantics.order import names_read
from policyc.syntax import tree


def unused(file: tree.File, scope: Scope) -> Iterator[Diagnostic]:
    """A warning for each. A figure of the document is never unused, whether or not a rule reads it."""
    read = {found.name for item, _ in all_items(file) for name in _reads(item) if (found := scope.find(name.text)) is not None}
    words = set(_unit_words(file))
    for symbol in scope.symbols.values():
        match symbol.kind:
            case Kind.INPUT | Kind.FIELD if symbol.name not in read:
                yield w0201.CODE.at(symbol.span, name=symbol.name)
            case Kind.ENUM if symbol.name not in words:
                yield w0202.CODE.at(symbol.span, name=symbol.name)
            case Kind.UNIT if not any(symbol.name in word for word in words):
                yield w0203.CODE.at(symbol.span, name=symbol.name)
            case Kind.PARAM | Kind.PART if symbol.name not in read and not _quoted(symbol):
                yield w0204.CODE.at(symbol.span, name=symbol.name, kind=Words(symbol.kind.zh, symbol.kind.en))
            case _:
                pass


def _reads(item: tree.Item | tree.TopItem) -> Iterator[tree.Name]:
    """The names that declarations read; an example tests, and uses nothing."""
    return iter(()) if isinstance(item, tree.Example | tree.Source | tree.Policy | tree.Enum) else names_read(item)


def _quoted(symbol: Symbol) -> bool:
    return isinstance(symbol.node, tree.Param | tree.Rule) and bool(
        symbol.node.annotations.quotes or symbol.node.annotations.reported
    )


def _unit_words(node: object) -> Iterator[str]:
    """The words of types, and those behind the digits of literals."""
    match node:
        case tree.TypeName():
            yield from node.parts
        case tree.Amount():
            yield from unicodedata.normalize("NFKC", node.text).lstrip("0123456789.").split("/")
        case tuple():
            for part in node:
                yield from _unit_words(part)
        case tree.Node():
            for name in node.__dataclass_fields__:
                yield from _unit_words(getattr(node, name))
        case _:
            return
