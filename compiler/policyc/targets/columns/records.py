"""Histories over flat columns, a set for each year: tracks are worked out year by year, a table expression each.

A year in which nothing is given has no record. What a track comes to is carried over such years, so that its last column is what
it comes to with the last record, and that of the year before is what it was a record before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlglot import exp

from policyc.model.flat import usual_years
from policyc.model.policy import History, Policy, Rule
from policyc.targets.columns import sql, terms
from policyc.targets.columns.formulas import Reader
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term
from policyc.targets.columns.texts import Texts


def years_of(policy: Policy, history: History, asked: Mapping[str, Sequence[int]] | None) -> tuple[int, ...]:
    """For which years (or numbers of events) a history has columns. Raises ValueError where they do not follow one another."""
    given = (asked or {}).get(history.name, (asked or {}).get(history.alias))
    years = tuple(usual_years(policy, history) if given is None else given)
    if not years or years != tuple(range(years[0], years[0] + len(years))) or (history.events and years[0] != 1):
        raise ValueError(f"{history.name}: {'events are numbered from 1 on' if history.events else 'years follow one another'}")
    return years


@dataclass(frozen=True, slots=True)
class Recorded:
    """The columns of a history: by year whether there is a record, and its fields."""

    history: History
    years: tuple[int, ...]
    present: Mapping[int, Expr]
    fields: Mapping[tuple[str, int], Term]

    def broken(self) -> Expr:
        """Whether there is a gap between records; of events also where the first is not number 1."""
        begins = [
            sql.both([self.present[year], sql.negated(self.present[before])])
            for before, year in zip(self.years, self.years[1:], strict=False)
        ]
        if self.history.events:
            return sql.either(begins) if begins else exp.false()
        return sql.binary(exp.GT, _count([self.present[self.years[0]], *begins]), sql.number(1))

    def too_many(self) -> Expr | None:
        """Whether there are more records than there can be; None where there are no columns for so many."""
        if len(self.years) <= self.history.at_most:
            return None
        return sql.binary(exp.GT, _count(list(self.present.values())), sql.number(self.history.at_most))

    def last(self, values: Callable[[int], Term], texts: Texts) -> Term:
        """A value of the last record."""
        found = [(year, values(year)) for year in reversed(self.years)]
        value = sql.cases([(self.present[year], term.value) for year, term in found])
        whys = [(self.present[year], term.why) for year, term in found if term.why is not None]
        why = sql.cases([(test, why) for test, why in whys], texts.no_records(self.history)) if whys else None
        if why is None:  # a year is always known where there is a record
            why = sql.cases([(sql.negated(sql.either(list(self.present.values()))), texts.no_records(self.history))])
        low, high = min(term.low for _, term in found), max(term.high for _, term in found)
        return Term(value, low, high, why)


def _count(conditions: Sequence[Expr]) -> Expr:
    """How many of the conditions hold."""
    result: Expr = exp.cast(sql.own(conditions[0]), "INT")
    for condition in conditions[1:]:
        result = sql.binary(exp.Add, result, exp.cast(sql.own(condition), "INT"))
    return result


class Tracks(Protocol):
    """Who knows what tracks come to, year by year."""

    def track(self, name: str, year: int) -> Term:
        """What a track comes to with the record of a year, or, where there is none, with the one before."""

    def before(self, rule: Rule, year: int) -> Term:
        """What a track was before the record of a year."""


@dataclass(frozen=True, slots=True)
class RecordReader:
    """Where names lead in a track: a field is that of the year at hand."""

    policy: Policy
    row: Reader
    tracks: Tracks
    recorded: Recorded
    at: int

    def input(self, name: str) -> Term:
        """An input."""
        return self.row.input(name)

    def rule(self, name: str) -> Term:
        """A rule, or a track of the same history with this record."""
        if self.policy.rule[name].history == self.recorded.history.name:
            return self.tracks.track(name, self.at)
        return self.row.rule(name)

    def field(self, name: str) -> Term:
        """This record's field."""
        own = self.policy.history_of[name] == self.recorded.history.name
        return self.recorded.fields[name, self.at] if own else self.row.field(name)

    def previous(self, name: str) -> Term:
        """What a track was a record before."""
        return self.tracks.before(self.policy.rule[name], self.at)

    def year(self, name: str) -> Term:
        """This record's year."""
        return terms.number(self.at) if name == self.recorded.history.name else self.row.year(name)
