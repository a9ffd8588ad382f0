"""The words of an explanation, in Chinese: what each arm, row, bracket and rounding says when taken, with places for figures.

Texts are templates of :meth:`str.format`: ``80% × {fiscal_subsidy}`` is filled once with names and once with figures, and
``{0}`` with the value that is recorded where the note is taken. Which note is taken the rule's own code says while it computes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any, TypeVar

from policyc.model import expressions as e
from policyc.model.policy import Clause, Policy
from policyc.model.types import Type
from policyc.model.walk import walk
from policyc.targets.python.names import Named, Names
from policyc.wording.amounts import amount
from policyc.wording.formulas import applied, bracket_name, cite, condition, formula, patterns_met, quoted, rounding, source_name

_OTHERWISE = "其他情形"
#: Marks of a name's place, from the private use area: no policy's name or literal has them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Note:
    """What is told where it is taken. ``kind`` and ``scale`` print the value recorded with it, if there is one."""

    words: str
    formula: str
    grounds: str
    kind: Type | None = None
    scale: int | None = None
    always: bool = False


def grounds(policy: Policy, clause: Clause | None, quotes: Sequence[e.Quote]) -> str:
    """Where it stands and in which words: 《通知》一、合理确定筹资标准：“达到…不低于640元”; empty where nothing is cited."""
    texts = "；".join(
        (source_name(policy, quote.source) if quote.source else "") + quoted(quote.text) for quote in e.grounding(quotes)
    )
    return "：".join(text for text in (cite(policy, clause) if clause else "", texts) if text)


class Notes:
    """The notes of one function, numbered as they are made."""

    def __init__(self, policy: Policy, names: Names) -> None:
        self._policy = policy
        self._names = names
        self._made: list[Note] = []

    @property
    def made(self) -> tuple[Note, ...]:
        """All notes so far, by number."""
        return tuple(self._made)

    # ------------------------------------------------------------------ words

    @property
    def otherwise(self) -> str:
        """What is left when nothing else holds."""
        return _OTHERWISE

    def condition(self, expr: e.Expr) -> str:
        """What must hold."""
        return condition(expr, self._policy)

    def patterns(self, subject: e.Expr, patterns: Sequence[e.Pattern] | e.Otherwise) -> str:
        """What must be met."""
        return _OTHERWISE if isinstance(patterns, e.Otherwise) else patterns_met(subject, patterns, self._policy)

    # ------------------------------------------------------------------ notes

    def arm(self, words: str, value: e.Expr | None, quotes: Sequence[e.Quote]) -> int:
        """An arm, case, exception, row or cell is taken."""
        return self._note(Note(plain(words), self._formula(value), grounds(self._policy, None, quotes)))

    def row(self, words: str, quotes: Sequence[e.Quote]) -> int:
        """A row of a table is taken; which of its cells, its column says."""
        return self._note(Note(plain(words), "", grounds(self._policy, None, quotes)))

    def whole(self, expr: e.Expr) -> None:
        """A rule without choices: its formula, which is always told (how it is rounded has a note of its own)."""
        text = self._formula(expr.operand if isinstance(expr, e.Round) and self._made else expr)
        if text:
            self._note(Note("", text, "", always=True))

    def rounding(self, expr: e.Round, scale: int | None) -> int:
        """The value before it is rounded, and how."""
        return self._note(Note("{0}，" + plain(rounding(expr)), "", "", expr.operand.type, scale))

    def bracket(self, expr: e.Marginal, i: int, rate: e.Expr, scale: int | None) -> int:
        """The part of the base that lies in a bracket, and the rate of the column."""
        words = f"{plain(bracket_name(expr, i, self._policy))}{{0}}，按{plain(formula(rate, self._policy))}计算"
        return self._note(Note(words, "", grounds(self._policy, None, expr.brackets[i].quotes), expr.base.type, scale))

    def modifier(self, modifier: e.Modifier) -> int:
        """A modifier is applied."""
        words = f"{self.condition(modifier.condition)}，{applied(modifier, self._policy)}"
        return self._note(Note(plain(words), "", grounds(self._policy, None, modifier.quotes)))

    def _note(self, note: Note) -> int:
        self._made.append(note)
        return len(self._made) - 1

    def _formula(self, expr: e.Expr | None) -> str:
        """A formula with the places of names; empty where choices of its own say it better."""
        if expr is None or any(isinstance(x, e.If | e.Match | e.Cases | e.Default | e.Lookup | e.Marginal) for x in walk(expr)):
            return ""
        text = plain(formula(self._marked(expr), self._policy))
        return re.sub(f"{_OPEN}(.*?){_CLOSE}", r"{\1}", text)

    def _marked(self, node: _Made) -> _Made:
        """The formula with every name replaced by its marked attribute."""
        if isinstance(node, Named):
            # The place of a name, as one name: what is filled in says 上年的 where it must.
            marked = f"{_OPEN}{self._names.of(node)}{_CLOSE}"
            return e.InputRef(node.span, node.type, node.facts, marked)  # type: ignore[return-value]
        if not is_dataclass(node) or not isinstance(node, e.Node):
            return node
        changed: dict[str, Any] = {}
        for field in fields(node):
            value = getattr(node, field.name)
            if isinstance(value, e.Node):
                changed[field.name] = self._marked(value)
            elif isinstance(value, tuple):
                changed[field.name] = tuple(self._marked(part) for part in value)
        return replace(node, **changed)


def plain(text: str) -> str:
    """A text without places for figures."""
    return text.replace("{", "{{").replace("}", "}}")


@dataclass(frozen=True, slots=True)
class Printing:
    """How the amounts of a type print at run time: 每人每年 before and 元 behind the digits; in a formula 元/人·年 behind."""

    each: str
    unit: str
    below: str
    myriads: bool


def printing(kind: Type) -> Printing:
    """Found out from the printing table itself, so that the module prints what everything else prints."""
    each, unit = amount(Fraction(1), kind).split("1")
    written = amount(Fraction(1), kind, "formula").removeprefix("1").removeprefix(unit)
    if unit == "00%":
        return Printing("", "%", "", myriads=False)
    return Printing(each, unit, written, amount(Fraction(20000), kind, "formula").startswith("2万"))
