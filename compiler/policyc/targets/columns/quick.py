"""The quick query: for rows that lack nothing, which most are.

It takes the inputs that every row has, and the fields of every record, for given; what then always has a value needs no
care of NULL, no reason, and no column of 64 bits where 8 do. It says nothing of refusals: its last column tells which rows are
not for it, since they are refused or a record lacks a field. What it gives for those means nothing; a number may be greater there
than is proved of the others, and then the engine raises.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from policyc.model import expressions as e
from policyc.model.flat import cell_name
from policyc.model.policy import History, Input, Policy
from policyc.model.types import Bool, EnumType
from policyc.targets.columns import inputs, sql
from policyc.targets.columns.plan import LEFT_OUT, Column
from policyc.targets.columns.query import parts_of
from policyc.targets.columns.records import Recorded, years_of
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term
from policyc.targets.columns.tuned import TunedQuery
from policyc.wording import reasons


class QuickQuery(TunedQuery):
    """Builds a quick query. filled: the columns of inputs that no row lacks."""

    _last_column = LEFT_OUT

    def __init__(
        self,
        policy: Policy,
        rules: Sequence[str] | None,
        years: Mapping[str, Sequence[int]] | None,
        filled: Collection[str],
    ) -> None:
        super().__init__(policy, rules, years)
        self._filled = filled

    # ------------------------------------------------------------------ what is given

    def _as_given(self, column: Column, missing: Expr, record: str = "") -> Term:
        if column.name not in self._filled:
            return super()._as_given(column, missing, record)
        term = self._as_read(column.declared, column.name, column.declared.name)
        self._leave_out(sql.is_null(term.value))
        return term

    def _as_read(self, declared: Input, column: str, label: str) -> Term:
        """A column as it is reckoned with; yes or no needs no other than its own."""
        term = inputs.given(declared, sql.column(column), self.scales)
        if isinstance(declared.type, Bool):
            return term
        value = sql.small(term.value) if isinstance(declared.type, EnumType) and term.is_small else term.value
        return replace(term, value=self.chain.add(self.chain.fresh(f"_{column}"), value, label))

    def _take_records(self, history: History) -> None:
        """Whether a row has a record is told by the first field."""
        years = years_of(self.policy, history, self._years)
        there: dict[int, Expr] = {}
        fields: dict[tuple[str, int], Term] = {}
        for year in years:
            said = reasons.record_name(history, year)
            own = [
                Column(cell_name(history, year, field), f"{said}{field.name}", field, history, year) for field in history.fields
            ]
            there[year] = sql.is_given(sql.column(own[0].name))
            for column in own:
                term = fields[column.declared.name, year] = self._as_read(column.declared, column.name, column.label)
                if column is not own[0]:
                    self._leave_out(sql.binary(exp.EQ, there[year], sql.is_null(sql.column(column.name))))
                if not isinstance(column.declared.type, Bool):
                    self._leave_out(sql.both([there[year], sql.is_null(term.value)]))
            self._columns += own
        recorded = Recorded(history, years, there, fields)
        self._leave_out(recorded.broken())
        if (too_many := recorded.too_many()) is not None:
            self._leave_out(too_many)
        self._recorded[history.name] = recorded
        self._take_last(history)
        absent = {year: self._absence(history, year) for year in years}
        self._recorded[history.name] = replace(recorded, present={year: sql.negated(absent[year]) for year in years})

    def _absence(self, history: History, year: int) -> Expr:
        """Whether there is no record of a year, in a column of its own: it is asked for every track."""
        name = self.chain.fresh(f"_no_{history.alias}_{year}")
        self._foreseeable.add(name)
        first = sql.column(cell_name(history, year, history.fields[0]))
        return self.chain.add(name, sql.is_null(first), f"{history.name}{reasons.record_name(history, year)}没有记录")

    def _take_last(self, history: History) -> None:
        """What is read of the last record, while the columns are at hand."""
        others = [rule for rule in map(self.policy.rule.__getitem__, self._in_order()) if rule.history != history.name]
        for rule in others:
            for part in parts_of(rule):
                if isinstance(part, e.FieldRef) and self.policy.history_of[part.name] == history.name:
                    self.field(part.name)
                elif isinstance(part, e.RecordYear) and part.name == history.name:
                    self.year(part.name)

    def field(self, name: str) -> Term:
        """A field of the last record: the last that is given, since a record has all of its fields."""
        field, recorded = self.policy.field[name], self._recorded[self.policy.history_of[name]]
        terms = [recorded.fields[name, year] for year in reversed(recorded.years)]
        last = exp.Coalesce(this=sql.own(terms[0].value), expressions=[sql.own(term.value) for term in terms[1:]])
        return self._of_last(field.alias, recorded, replace(terms[0], value=last, why=self.texts.no_records(recorded.history)))

    def _leave_out(self, test: Expr) -> None:
        self._refusals.append((test, exp.null()))

    def _refused(self) -> Expr:
        return sql.either([test for test, _ in self._refusals]) if self._refusals else exp.false()

    def _accepted(self, value: Expr, refused: Expr) -> Expr:
        return value
