"""One column of a query at a time made otherwise, over rows whose every column is known: only what reads it is worked out anew.

A query is a chain of table expressions, each of which adds columns, and no row has to do with another. So all columns of all
rows are kept in one table. Where a column is made otherwise, the rows are taken in which it comes to something else, and in those
the columns that hang on it, up to the results.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
from sqlglot import exp

from policyc.targets.columns.plan import LEFT_OUT

#: What a column of the final selection is called in the table, beside one of the same name that is given.
RESULT = "= "


@dataclass(frozen=True)
class Apart:
    """A query taken apart: of each column that it adds, by its name in the table, what it is, its step, what it reads."""

    columns: dict[str, exp.Alias]
    step: dict[str, int]
    reads: dict[str, frozenset[str]]

    @property
    def results(self) -> list[str]:
        """The columns of the final selection."""
        return [name for name in self.columns if name.startswith(RESULT)]

    def resting_on(self, name: str) -> list[str]:
        """The columns that hang on a column, without it, in the order of the query."""
        found = {name}
        for each in self.columns:
            if not found.isdisjoint(self.reads[each]):
                found.add(each)
        return [each for each in self.columns if each in found and each != name]


def apart(query: exp.Select) -> Apart:
    """Take a query of a plan apart; the columns are those of the query, not copies."""
    columns: dict[str, exp.Alias] = {}
    step: dict[str, int] = {}
    selections = [cte.this for cte in query.ctes]
    for number, selection in enumerate([*selections, query]):
        assert not {"where", "group", "joins", "distinct", "limit", "order"} & {k for k, v in selection.args.items() if v}, (
            selection
        )
        star, *added = selection.expressions
        assert isinstance(star, exp.Star) and all(isinstance(alias, exp.Alias) for alias in added), selection
        for alias in added:
            name = f"{RESULT}{alias.alias}" if selection is query else alias.alias
            assert name not in columns, name
            columns[name], step[name] = alias, number
    reads = {name: frozenset(read.name for read in alias.find_all(exp.Column)) for name, alias in columns.items()}
    return Apart(columns, step, reads)


class Bench:
    """The rows with all columns of a query. ``types``: of those that are given.

    Raises duckdb.Error where the query does over these rows.
    """

    def __init__(self, query: exp.Select, people: Any) -> None:
        self.apart = apart(query)
        self._texts = {name: alias.this.sql("duckdb", comments=False) for name, alias in self.apart.columns.items()}
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        self._connection.register("people", people)
        self.types = {name: str(kind) for name, kind, *_ in self._connection.execute("DESCRIBE people").fetchall()}
        self._connection.execute(f"CREATE TABLE everything AS {self._all(query)}")
        self._connection.unregister("people")
        left_out = f"{RESULT}{LEFT_OUT}"
        self._left_out = left_out if left_out in self.apart.columns else None

    def close(self) -> None:
        """Forget the rows."""
        self._connection.close()

    def differs(self, name: str, instead: str) -> bool:
        """Whether a single result of a single row is another, or the engine raises, with ``instead`` in the place of a column.

        Of rows that a quick query leaves out only that is asked.
        """
        try:
            (found,) = self._connection.execute(self._asked(name, instead)).fetchone() or (0,)
        except duckdb.Error:
            return True
        return bool(found)

    def _asked(self, name: str, instead: str) -> str:
        """How many rows have another result."""
        if name.startswith(RESULT):
            return f"SELECT count(*) FROM everything WHERE {self._guarded(name, f'({instead})')}"
        by_step: dict[int, list[str]] = {}
        cone = self.apart.resting_on(name)
        for each in cone:
            by_step.setdefault(self.apart.step[each], []).append(each)
        results = [each for each in cone if each.startswith(RESULT)]
        if not results:
            return "SELECT 0"
        *between, last = sorted(by_step)
        assert by_step[last] == results
        read = {column for each in cone for column in self.apart.reads[each]} | set(cone)
        if self._left_out is not None:
            read.add(self._left_out)
        others = ", ".join(_quoted(column) for column in sorted(read - {name}))
        here = _quoted(name)
        first = f"SELECT {others}, ({instead}) AS {here} FROM everything WHERE {_other(f'({instead})', here)}"
        steps = [f"s{self.apart.step[name]} AS MATERIALIZED ({first})"]
        before = f"s{self.apart.step[name]}"
        for number in between:
            changed = ", ".join(f"{self._texts[each]} AS {_quoted(each)}" for each in by_step[number])
            steps.append(f"s{number} AS MATERIALIZED (SELECT * REPLACE ({changed}) FROM {before})")
            before = f"s{number}"
        differing = " OR ".join(self._guarded(each, f"({self._texts[each]})") for each in results)
        return f"WITH {', '.join(steps)} SELECT count(*) FROM {before} WHERE {differing}"

    def _guarded(self, result: str, now: str) -> str:
        other = _other(now, _quoted(result))
        if self._left_out is None or result == self._left_out:
            return f"({other})"
        return f"(NOT {_quoted(self._left_out)} AND ({other}))"

    def _all(self, query: exp.Select) -> str:
        whole = query.copy()
        star = exp.Star()
        results = [exp.alias_(self.apart.columns[name].this.copy(), name, quoted=True) for name in self.apart.results]
        whole.set("expressions", [star, *results])
        return whole.sql("duckdb", comments=False)


def _other(now: str, before: str) -> str:
    """Another value, or of another type."""
    return f"{now} IS DISTINCT FROM {before} OR typeof({now}) <> typeof({before})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
