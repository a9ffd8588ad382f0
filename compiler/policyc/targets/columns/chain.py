"""The query as a chain of table expressions: each adds columns, so that what is needed twice is written once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlglot import exp

from policyc.targets.columns import sql
from policyc.targets.columns.sql import Expr

#: How the steps are called in which the reasons stand why there is no value; they follow all others.
REASONS = "reasons"


@dataclass(slots=True)
class _Pending:
    """A column that a step adds."""

    name: str
    value: Expr
    comment: str
    level: int


@dataclass(slots=True)
class Chain:
    """Table expressions in order; ``columns`` are the names of all that was added."""

    steps: list[tuple[str, str, list[Expr]]] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)
    _names: set[str] = field(default_factory=lambda: {"people"})
    _pending: dict[str, _Pending] = field(default_factory=dict)
    _kept: dict[Expr, str] = field(default_factory=dict)
    _small: set[str] = field(default_factory=set)

    def fresh(self, name: str) -> str:
        """A name for a column that no other column has."""
        free = _free(name, self.columns)
        self.columns[free] = None
        return free

    def add(self, name: str, value: Expr, comment: str = "") -> Expr:
        """A column of the step at hand, under a name that :meth:`fresh` gave."""
        used = [self._pending[c.name].level + 1 for c in value.find_all(exp.Column) if c.name in self._pending]
        self._pending[name] = _Pending(name, value, comment, max(used, default=0))
        if sql.is_small(value):
            self._small.add(name)
        return self._column(name)

    def keep(self, value: Expr, name: str, comment: str) -> Expr:
        """The value in a column of its own, once; what costs nothing to write twice stays as it is."""
        if sql.is_simple(value):
            return value
        if value not in self._kept:
            self._kept[value] = self.fresh(name)
            self.add(self._kept[value], value, comment)
        return self._column(self._kept[value])

    def _column(self, name: str) -> Expr:
        column = sql.column(name)
        if name in self._small:
            column.type = sql.TINYINT
        return column

    def end(self, name: str, comment: str) -> None:
        """The step is complete: a table expression, or several where a column needs another."""
        levels = max((p.level for p in self._pending.values()), default=-1) + 1
        for level in range(levels):
            added = [sql.named(p.value, p.name, p.comment) for p in self._pending.values() if p.level == level]
            last = level == levels - 1
            step = _free(name if last else f"{name}_{level + 1}", self._names)
            self._names.add(step)
            self.steps.append((step, comment if level == 0 else "", added))
        self._pending.clear()

    @property
    def last(self) -> str:
        """The table expression that has every column."""
        return self.steps[-1][0] if self.steps else "people"

    def query(self, final: exp.Select) -> exp.Select:
        """The final selection, with all table expressions before it."""
        before = "people"
        for name, comment, added in self.steps:
            step = exp.select(exp.Star(), *added, copy=False).from_(sql.table(before), copy=False)
            final = final.with_(sql.identifier(name), as_=step, copy=False)
            sql.remarked(final.args["with_"].expressions[-1].args["alias"], comment)
            before = name
        return final


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    if name not in taken:
        return name
    return next(free for i in range(2, len(taken) + 3) if (free := f"{name}_{i}") not in taken)
