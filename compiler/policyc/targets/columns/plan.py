"""A policy → one query over a table of people: the columns given, the columns of results, the text in three dialects.

The query reads the table ``people``. Its table expressions are, in order: ``given``, each input as the number that the rules
reckon with; ``checked``, which rows are refused and why; one or more a rule; ``reasons``, why there is no value. The final
selection passes every column of ``people`` through and adds, for each rule asked for, its value and the reason why there is none,
and at last ``refused``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from policyc.model.policy import History, Input, Policy, Rule
from policyc.model.types import Type
from policyc.targets.columns.dialects import Dialect, written

#: The last column of a quick query: whether the row is not for it, since it is refused or a record lacks a field.
LEFT_OUT = "policyc_left_out"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is given: an input, or a field of one record of a history.

    name: as it is called in ``people``. label: its Chinese name. declared: what it may hold. history, year: of a field, and the
    year of the record (of events their number).
    """

    name: str
    label: str
    declared: Input
    history: History | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results. ``scale``: how many decimal places it has; ``reason``: the column that says why it is NULL."""

    name: str
    label: str
    rule: Rule
    scale: int
    type: Type
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row can be refused: what the query says of it, and what whoever has the row can say instead, with its values.

    parts: one after the other, texts and columns whose values belong there.
    """

    text: str
    parts: tuple[str | Column, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A policy as a query.

    own: names that its table expressions use for themselves, and that no column of ``people`` may have. refusals: by which
    values rows are refused.
    """

    policy: Policy
    inputs: tuple[Column, ...]
    outputs: tuple[Output, ...]
    query: exp.Select
    own: frozenset[str]
    refusals: tuple[Refusal, ...]

    def text(self, dialect: Dialect) -> str:
        """The query as a dialect writes it."""
        return written(self.query, dialect)


def plan(
    policy: Policy,
    rules: Sequence[str] | None = None,
    years: Mapping[str, Sequence[int]] | None = None,
    filled: Collection[str] | None = None,
    *,
    tuned: bool = False,
    merged: bool = False,
) -> Plan:
    """The query for some rules, by name or alias; all but parts where None.

    years: for which years each history (by name or alias) has columns, for events how many; else the usual ones.
    filled: the columns of inputs that no row lacks. With it the query is a quick one, see :mod:`policyc.targets.columns.quick`.
    tuned: as DuckDB is quick with it, see :mod:`policyc.targets.columns.tuned`; merged: in as few table expressions, and no more;
    else as people read it, a step a rule.
    Raises KeyError where there is no such rule or history, and :class:`policyc.targets.columns.terms.TooWide` where an
    intermediate value may need more than 38 digits.
    """
    from policyc.targets.columns.query import Query

    if filled is not None:
        from policyc.targets.columns.quick import QuickQuery

        return QuickQuery(policy, rules, years, filled).plan()
    if tuned or merged:
        from policyc.targets.columns.tuned import MergedQuery, TunedQuery

        return (TunedQuery if tuned else MergedQuery)(policy, rules, years).plan()
    return Query(policy, rules, years).plan()
