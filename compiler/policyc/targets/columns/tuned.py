"""The same query as DuckDB is quick with it: as few table expressions as can be, the histories first, short numbers.

Each table expression carries all columns that a later one reads; so there are no more of them than what rests on what asks for,
and the many columns of records are read before the steps that need none of them. Spark is asked in as few, too: it goes over all
of them once for each that it resolves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from policyc.model.policy import History, Policy, Rule
from policyc.model.types import Quantity
from policyc.targets.columns import sql
from policyc.targets.columns.chain import REASONS, Chain
from policyc.targets.columns.plan import Plan
from policyc.targets.columns.query import Query
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term


class MergedQuery(Query):
    """Builds a query of few table expressions."""

    def __init__(self, policy: Policy, rules: Sequence[str] | None, years: Mapping[str, Sequence[int]] | None) -> None:
        super().__init__(policy, rules, years)
        self.chain = Merged()

    def _in_order(self) -> list[str]:
        order = super()._in_order()
        return sorted(order, key=lambda name: self.policy.rule[name].history is None)


class TunedQuery(MergedQuery):
    """Builds a query for DuckDB."""

    def __init__(self, policy: Policy, rules: Sequence[str] | None, years: Mapping[str, Sequence[int]] | None) -> None:
        super().__init__(policy, rules, years)
        self._foreseeable: set[str] = set()

    def plan(self) -> Plan:
        """The plan of the policy."""
        made = super().plan()
        return replace(made, query=quicker(made.query, self._foreseeable))

    def _take_records(self, history: History) -> None:
        super()._take_records(history)
        there = self._recorded[history.name].present.values()
        self._foreseeable |= {column.name for present in there for column in present.find_all(exp.Column)}

    def _sized(self, rule: Rule, term: Term, value: Expr) -> Expr:
        short = isinstance(rule.type, Quantity) and term.is_small and sql.fits_small(value)
        return sql.small(value) if short else value


class Merged(Chain):
    """A chain of as few table expressions as can be: each has all columns that rest on the one before."""

    def end(self, name: str, comment: str) -> None:
        """Only the last step of all ends anything."""
        if name == REASONS:
            super().end("step", "")


def quicker(query: exp.Select, foreseeable: Collection[str]) -> exp.Select:
    """The same query in words that DuckDB is quicker with: it compares many rows at a time, but asks one after the other whether
    a yes or no is yes, or a number is one of several. foreseeable: columns that are the same for most rows: asking is as quick.
    """
    for case in query.find_all(exp.Case):
        for branch in case.args["ifs"]:
            branch.set("this", _compared(branch.this, foreseeable))
    for listed in list(query.find_all(exp.In)):
        numbers = sorted(int(option.this) for option in listed.expressions if isinstance(option, exp.Literal) and option.is_int)
        if len(numbers) == len(listed.expressions) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            between = exp.Between(this=sql.own(listed.this), low=sql.number(numbers[0]), high=sql.number(numbers[-1]))
            between.add_comments(listed.pop_comments())
            listed.replace(between)
    return query


def _compared(test: Expr, foreseeable: Collection[str]) -> Expr:
    match test:
        case exp.And() | exp.Or():
            left, right = (_compared(side, foreseeable) for side in (test.this, test.expression))
            return type(test)(this=left, expression=right)
        case exp.Paren():
            return exp.Paren(this=_compared(test.this, foreseeable))
        case exp.Column() if test.name not in foreseeable:
            return sql.binary(exp.EQ, test, exp.true())
        case exp.Not(this=exp.Column() as column) if column.name not in foreseeable:
            return sql.binary(exp.EQ, column, exp.false())
        case _:
            return test
