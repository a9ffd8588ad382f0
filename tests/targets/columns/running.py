"""Rows through the query in DuckDB, held against the reference evaluator: value, reason and refusal of each rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import duckdb

from policyc.evaluate.admission import accepts
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.model.policy import Given, Policy
from policyc.model.types import UNLIMITED, Bool, DateType, EnumType, Member, MonthType, Quantity, Type, Value
from policyc.pipeline import compile_text
from policyc.quantities.decimals import scale_of
from policyc.targets.columns import texts
from policyc.targets.columns.plan import Column, Plan

Case = Mapping[str, Given]


def policy_of(text: str) -> Policy:
    """A valid policy."""
    compiled = compile_text(text, "policy.pol")
    assert compiled.ok and compiled.policy is not None, [d.message("zh") for d in compiled.diagnostics]
    return compiled.policy


def disagreements(made: Plan, cases: Sequence[Case]) -> list[str]:
    """Where the query tells something else than the evaluator, one line each."""
    found = []
    for case, row in zip(cases, rows(made, [as_row(made, case) for case in cases]), strict=True):
        refusal = accepts(made.policy, case)
        if (refusal is not None) != (row["refused"] is not None):
            found.append(f"{case}: refused {row['refused']}, and not {refusal}")
        evaluator = Evaluator(made.policy, case)
        for output in made.outputs:
            got = row[output.name], row[output.reason]
            wanted = (None, None) if refusal is not None else expected(evaluator.rule(output.rule.name))
            if got != wanted:
                found.append(f"{case}: {output.label} {got}, and not {wanted}")
    return found


def expected(outcome: Outcome) -> tuple[object, str | None]:
    """What the query says of an outcome: the value, and why there is none."""
    if outcome.value is UNLIMITED:
        return None, texts.UNLIMITED
    if outcome.value is None:
        told = {State.MISSING: texts.missing, State.UNSPECIFIED: texts.hole}.get(outcome.state, str)
        return None, told(outcome.cause)
    return as_column(outcome.value), None


def as_column(value: Value) -> object:
    """A value as a column holds it."""
    match value:
        case Member():
            return value.alias
        case Fraction():
            scale = scale_of(value)
            assert scale is not None
            return Decimal(value.numerator * 10**scale // value.denominator).scaleb(-scale)
        case _:
            return value


def as_row(made: Plan, case: Case) -> list[object]:
    """What is given, column by column."""
    return [_cell(column, case) for column in made.inputs]


def _cell(column: Column, case: Case) -> object:
    if column.history is None:
        value = case.get(column.declared.name)
    else:
        records = case.get(column.history.name, ())
        assert isinstance(records, tuple)
        value = next((r.values.get(column.declared.name) for r in records if r.year == column.year), None)
    assert not isinstance(value, tuple)
    return None if value is None else as_column(value)


def rows(made: Plan, given: Sequence[Sequence[object]]) -> list[dict[str, object]]:
    """What the query makes of rows."""
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{column.name}" {sql_type(column.declared.type)}' for column in made.inputs)
        connection.execute(f"CREATE TABLE people (row_number BIGINT{', ' if columns else ''}{columns})")
        marks = ", ".join("?" * (len(made.inputs) + 1))
        connection.executemany(f"INSERT INTO people VALUES ({marks})", [[i, *row] for i, row in enumerate(given)])
        cursor = connection.execute(made.text("duckdb"))
        names = [column[0] for column in cursor.description]
        assert len(names) == len(set(names)), names
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert [row["row_number"] for row in found] == list(range(len(given)))
    return found


def sql_type(kind: Type) -> str:
    """The type of a column of ``people``."""
    match kind:
        case Quantity():
            return "DECIMAL(38, 6)"
        case Bool():
            return "BOOLEAN"
        case EnumType():
            return "VARCHAR"
        case DateType() | MonthType():
            return "DATE"
        case _:
            return "BIGINT"
