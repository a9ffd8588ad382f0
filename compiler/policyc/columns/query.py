"""The policy's own query, as the engine sees it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from policyc.columns import quoting
from policyc.columns.refusing import CannotRun
from policyc.columns.spellings import Cell, Scalar
from policyc.diagnostics.codes import e1112
from policyc.model.policy import Policy, Rule
from policyc.model.types import Type
from policyc.targets import TargetError
from policyc.workspace.places import file_span

if TYPE_CHECKING:
    from sqlglot import exp

    from policyc.targets.columns.dialects import Dialect
    from policyc.targets.columns.plan import Refusal

#: What a quick query stops with.
UNLIKE = "policyc: not for the quick query"


class Output(Protocol):
    """A result: its column, its Chinese name, its type, how many decimal places it has, and the column of why it has none."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def type(self) -> Type: ...

    @property
    def scale(self) -> int: ...

    @property
    def reason(self) -> str: ...


@dataclass(frozen=True)  # without slots, for text is kept
class Planned:
    """needed: the columns that the query reads of the table ``people``; tree: the query; quick: whether it is the quick one.

    refusals: of those why a row is refused what can be said with its values.
    """

    needed: tuple[Scalar | Cell, ...]
    outputs: tuple[Output, ...]
    tree: exp.Select
    dialect: Dialect
    quick: bool
    refusals: tuple[Refusal, ...]

    @cached_property
    def text(self) -> str:
        """The query in the engine's words."""
        from policyc.targets.columns.dialects import written
        from policyc.targets.columns.plan import LEFT_OUT

        text = written(self.tree, self.dialect)
        if not self.quick:
            return text
        whole = f"CASE WHEN {LEFT_OUT} THEN error({quoting.text(UNLIKE)}) ELSE TRUE END"
        return f"SELECT * EXCLUDE ({LEFT_OUT}), CAST(NULL AS VARCHAR) AS refused FROM ({text}) AS quick WHERE {whole}"

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text that the query can give; reasons are among them."""
        from sqlglot import exp

        return tuple(dict.fromkeys(literal.this for literal in self.tree.find_all(exp.Literal) if literal.is_string))


def planned(
    policy: Policy,
    rules: Sequence[Rule],
    years: Mapping[str, Sequence[int]],
    dialect: Dialect = "duckdb",
    filled: Collection[str] | None = None,
) -> Planned:
    """The query of a policy for some rules. years: which records the histories can have, by the history's alias.

    filled: for the quick query, the columns of inputs that no row lacks; it stops with :data:`UNLIKE` at a row not for it.
    The last ones are kept, for whoever asks the same policy of one frame after the other. Raises :class:`CannotRun` where a
    column would be too wide.
    """
    names = tuple(rule.name for rule in rules)
    spans = tuple((alias, tuple(records)) for alias, records in years.items())
    return _planned(_Same(policy), names, spans, dialect, None if filled is None else tuple(filled))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A policy that equals nothing but itself: to compare what is in it takes longer than a query."""

    policy: Policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.policy is self.policy

    def __hash__(self) -> int:
        return id(self.policy)


@lru_cache(maxsize=8)
def _planned(
    same: _Same,
    rules: tuple[str, ...],
    years: tuple[tuple[str, tuple[int, ...]], ...],
    dialect: Dialect,
    filled: tuple[str, ...] | None,
) -> Planned:
    from policyc.targets.columns.plan import plan

    policy = same.policy
    try:
        made = plan(policy, rules, dict(years), filled, tuned=dialect == "duckdb", merged=dialect == "spark")
    except TargetError as error:
        raise CannotRun([e1112.CODE.at(file_span(policy.id), policy=policy.id, reason=str(error))]) from None
    needed: list[Scalar | Cell] = []
    for column in made.inputs:
        if column.history is None or column.year is None:
            needed.append(Scalar(column.declared))
        else:
            needed.append(Cell(column.history, column.year, column.declared))
    return Planned(tuple(needed), tuple(made.outputs), made.query, dialect, filled is not None, made.refusals)
