"""What can be written at a place: keywords that the grammar admits there, names that mean something there, units after a number.

A name is found by its Chinese beginning or by that of its ASCII name, so that ``indiv`` gives 个人缴费标准; a Chinese keyword
likewise by its English spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policyc.model.types import EnumType
from policyc.quantities.units import BASE_UNITS, UNIT_SPELLINGS
from policyc.semantics.names import VALUES, Kind, Scope, Symbol
from policyc.server.desk import View
from policyc.syntax import tree
from policyc.syntax.asking import Here, ask, is_quiet
from policyc.wording.amounts import bound_phrase
from policyc_grammar.keywords import Keyword, keywords

#: The word that is being typed: letters and digits, perhaps behind the id of a policy, perhaps with a unit in parts.
_WORD = re.compile(r"[\w.]*\Z")
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)((?:[^\W\d_]+/?)*(?:[%/])?)\Z")

_RELATED = frozenset({"_REFINE", "_OVERRIDE", "_TAKE", "_AMEND", "_WITHDRAW", "_KEEP"})
_RULES = frozenset({Kind.RULE, Kind.TABLE, Kind.SCALE, Kind.TRACK, Kind.PART})


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be written. start, end: what it replaces. typed: what the typing is compared with."""

    label: str
    what: str
    start: int
    end: int
    typed: str
    detail: str = ""
    alias: str = ""


def complete(view: View, offset: int) -> list[Item]:
    """All that can be written at an offset."""
    if is_quiet(view.text, offset):
        return []
    line = view.text[view.text.rfind("\n", 0, offset) + 1 : offset]
    amount = _AMOUNT.search(line)
    if amount is not None and (amount.start() == 0 or not re.match(r"[\w.-]", line[amount.start() - 1])):
        return list(_units(view, amount[2], offset))
    found = _WORD.search(line)
    start = offset - len(found[0]) if found is not None else offset
    word = view.text[start:offset]
    if "." in word:
        return list(_figures(view, word.rpartition(".")[0], start + word.rindex(".") + 1, offset))
    here = ask(view.places, view.outline, start)
    items = [*_names(view, here, start, offset), *_keywords(view, here, start, offset)]
    return [item for item in items if _fits(item, word)]


def _fits(item: Item, word: str) -> bool:
    return not word or item.label.startswith(word) or item.typed.startswith(word) or item.alias.startswith(word.lower())


# ------------------------------------------------------------------ keywords


def _keywords(view: View, here: Here, start: int, end: int) -> Iterator[Item]:
    """The keywords of the terminals that are admitted, in the spelling of the file."""
    word = view.text[start:end]
    seen: set[str] = set()
    for known in keywords():
        if known.terminal not in here.accepts or (known.is_sign and not (view.outline.chinese and known.zh)):
            continue
        chinese = view.outline.chinese
        label = known.spelt("zh" if chinese else "en")
        if label not in seen:
            seen.add(label)
            yield Item(label, "keyword", start, end, _typed(known, label, word), _gloss(known, chinese=chinese), known.en)


def _typed(known: Keyword, label: str, word: str) -> str:
    """By which spelling the keyword is being typed."""
    return next((spelt for spelt in (label, *known.spellings) if word and spelt.startswith(word)), label)


def _gloss(known: Keyword, *, chinese: bool) -> str:
    return f"{known.en}　{known.gloss_zh}" if chinese else f"{'、'.join(known.zh)}　{known.gloss_zh}"


# ------------------------------------------------------------------ names


def _names(view: View, here: Here, start: int, end: int) -> Iterator[Item]:
    word = view.text[start:end]
    if "ALIAS" in here.accepts and here.before and here.before[-1].terminal in ("_UNDER", "_AMENDS", "_USES"):
        own = view.id
        for id_ in view.library.ids():
            if id_ != own:
                yield Item(id_, "policy", start, end, id_, "政策")
    if view.names is None or ("NAME" not in here.accepts and "TYPE_WORD" not in here.accepts):
        return
    scope = view.names.scope
    wanted = _wanted(here)
    for symbol in scope.symbols.values():
        if symbol.kind in wanted:
            yield _name(view, symbol, start, end, word)
    yield from _members(view, scope, here, start, end, word)


def _wanted(here: Here) -> frozenset[Kind]:
    """The kinds of names that a place may mean, told by the last keyword before it."""
    last = here.before[-1].terminal if here.before else ""
    first = here.before[0].terminal if here.before else ""
    if "TYPE_WORD" in here.accepts:
        return frozenset({Kind.ENUM, Kind.UNIT})
    if _is_pattern(here) or _is_given(here):
        return frozenset()
    if last in ("_CLAUSE", "_QUOTE"):
        return frozenset({Kind.SOURCE})
    if last == "_OVER":
        return frozenset({Kind.HISTORY})
    if last in _RELATED or (first == "_KEEP" and last == "COMMA"):
        return VALUES - {Kind.INPUT, Kind.FIELD} | {Kind.TARGET, Kind.MEASURE}
    if "_AS" not in here.accepts and last in _DECLARING:
        return frozenset()  # a new name
    if last == "_GIVEN":
        return frozenset({Kind.INPUT, Kind.READING, Kind.HISTORY})
    if last == "_BY":
        return frozenset({Kind.INPUT}) | _RULES
    return VALUES


def _is_pattern(here: Here) -> bool:
    """Whether a member or a number stands here, no formula."""
    return "NAME" in here.accepts and "QUANTITY" in here.accepts and "LPAR" not in here.accepts


def _is_given(here: Here) -> bool:
    """Whether the value of an example's input stands here."""
    last = [word.terminal for word in here.before if word.terminal in ("_GIVEN", "_EXPECT")][-1:]
    return last == ["_GIVEN"] and here.before[-1].terminal == "_EQUALS"


_DECLARING = frozenset(k.terminal for k in keywords() if k.category == "declaration" and k.terminal not in _RELATED) - {
    "_CLAUSE",
    "_CHECK",
    "_CHECK_ALL",
    "_REQUIRE",
}


def _name(view: View, symbol: Symbol, start: int, end: int, word: str) -> Item:
    alias = getattr(symbol.node, "alias", None)
    text = alias.text if isinstance(alias, tree.Name) else ""
    typed = text if word and word.isascii() and text.startswith(word.lower()) else symbol.name
    return Item(symbol.name, symbol.kind.en, start, end, typed, f"{symbol.kind.zh}{_value(view, symbol)}", text)


def _value(view: View, symbol: Symbol) -> str:
    """What is worth knowing of a name in half a line."""
    policy = view.policy
    param = policy.param.get(symbol.name) if policy is not None else None
    return f"　{bound_phrase(param.bound, param.type)}" if param is not None else ""


def _members(view: View, scope: Scope, here: Here, start: int, end: int, word: str) -> Iterator[Item]:
    """The members of enums: of the one that is chosen by here, where that can be told; else of all."""
    last = here.before[-1].terminal if here.before else ""
    if "TYPE_WORD" in here.accepts or last in ("_CLAUSE", "_QUOTE", "_OVER", "_GIVEN", "_BY") or last in _RELATED | _DECLARING:
        return
    enum = _chosen_by(view, scope, here)
    for found in scope.members.values():
        for member in found:
            if enum is None or member.enum == enum.name:
                typed = member.alias if word and word.isascii() and member.alias.startswith(word.lower()) else member.name
                yield Item(member.name, "member", start, end, typed, f"{member.enum}的成员", member.alias)


def _chosen_by(view: View, scope: Scope, here: Here) -> EnumType | None:
    """The enum of the input that an ``==``, a ``given``, a ``match`` or a table compares with."""
    words = here.before
    for at in range(len(words) - 1, -1, -1):
        if words[at].terminal in ("TWO_EQUALS", "NOT_EQUAL", "_EQUALS") and at == len(words) - 1 and at:
            return _enum_of(view, scope, words[at - 1].text)
        if words[at].terminal in ("_MATCH", "_BY") and at + 1 < len(words) and words[-1].terminal != "ARROW":
            return _enum_of(view, scope, words[at + 1].text)
    return None


def _enum_of(view: View, scope: Scope, name: str) -> EnumType | None:
    symbol = scope.find(name)
    if symbol is None:
        return None
    if symbol.kind is Kind.READING:
        return scope.enums.get(symbol.name)
    kind = getattr(symbol.node, "type", None)
    return scope.enums.get(kind.parts[0]) if isinstance(kind, tree.TypeName) else None


def _figures(view: View, policy: str, start: int, end: int) -> Iterator[Item]:
    """The params of another policy, behind its id."""
    word = view.text[start:end]
    model = view.desk.policy(policy, view)
    for param in model.params if model is not None else ():
        if "." not in param.name:
            typed = param.alias if word and word.isascii() and param.alias.startswith(word.lower()) else param.name
            item = Item(param.name, "param", start, end, typed, f"参数　{bound_phrase(param.bound, param.type)}", param.alias)
            if _fits(item, word):
                yield item


# ------------------------------------------------------------------ units


def _units(view: View, typed: str, offset: int) -> Iterator[Item]:
    """Units behind a number: those that the file writes first, then all that the language and the file know."""
    declared = [d.name for d in view.definitions if d.what is Kind.UNIT]
    used = dict.fromkeys(text for text in _written_units(view.tree) if not text.isascii() or text == "%")
    below = "/" in typed
    known = [*declared, *BASE_UNITS] if below else [*used, *declared, "%", "个百分点", *UNIT_SPELLINGS]
    part = typed.rpartition("/")[2] if below else typed
    for unit in dict.fromkeys(known):
        if unit.startswith(part) and unit != part:
            yield Item(unit, "unit", offset - len(part), offset, unit, "单位")


def _written_units(node: object) -> Iterable[str]:
    """The units of all literals of a tree."""
    match node:
        case tree.Amount():
            yield node.text.lstrip("0123456789.")
        case tuple():
            for part in node:
                yield from _written_units(part)
        case tree.Node():
            for name in node.__dataclass_fields__:
                yield from _written_units(getattr(node, name))
        case _:
            return
