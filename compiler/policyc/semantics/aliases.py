"""The ASCII names after ``as``: well-formed, not taken by Python or the generated module, and different once written there."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping

from policyc.diagnostics.codes import e0208, e0209, e0210
from policyc.diagnostics.core import Diagnostic, Fix, Label, Span, Words
from policyc.semantics.names import Kind, Scope, Symbol, written_members
from policyc.semantics.reserved import (
    FILE_NAMES,
    MEMBER_NAMES,
    SNAKE_CASE,
    class_name,
    constant_name,
    is_reserved,
    record_name,
)
from policyc.syntax import tree


def check_aliases(policy: tree.Policy | None, scope: Scope) -> Iterator[Diagnostic]:
    """Everything that is wrong with the aliases of a file."""
    if policy is not None:
        yield from list(_spelled(policy.alias)) or _file_name(policy.alias)
    symbols = list(scope.symbols.values())
    yield from _distinct((s.node.alias, (s.node.alias.text,)) for s in symbols if isinstance(s.node, tree.Source))
    named = [(alias, s) for s in symbols if s.kind is not Kind.SOURCE and (alias := _alias(s)) is not None]
    yield from _distinct((alias, generated_names(alias.text, s.kind)) for alias, s in named)
    for symbol in symbols:
        if isinstance(symbol.node, tree.Enum | tree.Reading):
            yield from _distinct((m.alias, (constant_name(m.alias.text),)) for m in written_members(symbol.node))


def generated_names(alias: str, kind: Kind) -> tuple[str, ...]:
    """Under which names a declaration stands in a generated module; the alias itself first."""
    if kind is Kind.PARAM:
        return alias, constant_name(alias)
    if kind is Kind.ENUM:
        return alias, class_name(alias)
    if kind is Kind.READING:
        return alias, class_name(alias), constant_name(alias)
    if kind is Kind.HISTORY:
        return alias, record_name(alias)
    return (alias,)


def part_alias(name: str, scope: Scope) -> str:
    """The alias of a part that gives none: part_1, part_2, … in document order, passing over what is taken."""
    taken = {alias.text for s in scope.symbols.values() if (alias := _alias(s)) is not None}
    free = (candidate for i in range(1, len(scope.symbols) * 2 + 2) if (candidate := f"part_{i}") not in taken)
    bare = [s.name for s in scope.symbols.values() if isinstance(s.node, tree.Rule) and s.node.alias is None]
    return dict(zip(bare, free, strict=False))[name]


def _alias(symbol: Symbol) -> tree.Name | None:
    return None if isinstance(symbol.node, tree.Unit) else symbol.node.alias


def _distinct(aliases: Iterable[tuple[tree.Name, tuple[str, ...]]]) -> Iterator[Diagnostic]:
    """Each well spelled, not reserved, and its generated names its own."""
    seen: dict[str, Span] = {}
    for alias, generated in aliases:
        wrong = list(_spelled(alias)) or list(_reserved(alias, generated))
        yield from wrong
        if wrong:
            continue
        taken = next((name for name in generated if name in seen), None)
        if taken is not None:
            label = Label(seen[taken], "先在这里用过", "first used here")
            yield e0210.CODE.at(alias.span, alias=alias.text, how=_taken(alias.text, taken), related=[label])
        for name in generated:
            seen.setdefault(name, alias.span)


def _taken(alias: str, generated: str) -> Words:
    if alias == generated:
        return Words("已经用过", "is taken")
    return Words(
        f"在生成的模块里写作“{generated}”，与另一处相同",
        f"is written “{generated}” in the generated module, as another name is",
    )


def _spelled(alias: tree.Name) -> Iterator[Diagnostic]:
    if SNAKE_CASE.fullmatch(alias.text) is None:
        snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", alias.text).lower().strip("_")
        fixes = [Fix(alias.span, snake)] if SNAKE_CASE.fullmatch(snake) else []
        yield e0208.CODE.at(alias.span, alias=alias.text, fixes=fixes)


def _file_name(alias: tree.Name) -> Iterator[Diagnostic]:
    """A policy's alias names its files: the module must be importable, and nothing else may be called so."""
    if keyword.iskeyword(alias.text) or alias.text in FILE_NAMES:
        yield e0209.CODE.at(alias.span, alias=alias.text, generated=alias.text)


def _reserved(alias: tree.Name, generated: tuple[str, ...]) -> Iterator[Diagnostic]:
    # A param's own alias stands only in capitals, an enum's only as a class; but no keyword is a name anywhere.
    # A history's stands both as an argument and as the class of its records.
    plain = len(generated) == 1 or generated[1] == record_name(alias.text)
    names = [alias.text] if keyword.iskeyword(alias.text) else generated if plain else generated[1:]
    taken = next((name for name in names if is_reserved(name) or name in MEMBER_NAMES), None)
    if taken is not None:
        yield e0209.CODE.at(alias.span, alias=alias.text, generated=taken)


def aliases_by_name(scope: Scope) -> Mapping[str, str]:
    """The alias of every name that has one, parts included."""
    found: dict[str, str] = {}
    for symbol in scope.symbols.values():
        alias = _alias(symbol)
        if alias is not None:
            found[symbol.name] = alias.text
        elif symbol.kind is Kind.PART:
            found[symbol.name] = part_alias(symbol.name, scope)
    return found
