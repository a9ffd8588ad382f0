"""The policy's own query, as the engine sees it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Planned:
    """needed: the columns that the query reads of the table ``people``; text: the query, in the engine's words.

    texts: every text that the query can give; reasons are among them. refusals: of those why a row is refused what can be said
    with its values.
    """

    needed: tuple[Scalar | Cell, ...]
    outputs: tuple[Output, ...]
    text: str
    texts: tuple[str, ...]
    refusals: tuple[Refusal, ...]


def planned(
    policy: Policy,
    rules: Sequence[Rule],
    years: Mapping[str, Sequence[int]],
    dialect: Dialect = "duckdb",
    filled: Collection[str] | None = None,
) -> Planned:
    """The query of a policy for some rules. years: which records the histories can have, by the history's alias.

    filled: for the quick query, the columns of inputs that no row lacks; it stops with :data:`UNLIKE` at a row not for it.
    Raises :class:`CannotRun` where a column would be too wide.
    """
    from sqlglot import exp

    from policyc.targets.columns.plan import LEFT_OUT, plan

    try:
        made = plan(policy, [rule.name for rule in rules], years, filled, tuned=dialect == "duckdb", merged=dialect == "spark")
    except TargetError as error:
        raise CannotRun([e1112.CODE.at(file_span(policy.id), policy=policy.id, reason=str(error))]) from None
    needed: list[Scalar | Cell] = []
    for column in made.inputs:
        if column.history is None or column.year is None:
            needed.append(Scalar(column.declared))
        else:
            needed.append(Cell(column.history, column.year, column.declared))
    texts = dict.fromkeys(literal.this for literal in made.query.find_all(exp.Literal) if literal.is_string)
    text = made.text(dialect)
    if filled is not None:
        whole = f"CASE WHEN {LEFT_OUT} THEN error({quoting.text(UNLIKE)}) ELSE TRUE END"
        text = f"SELECT * EXCLUDE ({LEFT_OUT}), CAST(NULL AS VARCHAR) AS refused FROM ({text}) AS quick WHERE {whole}"
    return Planned(tuple(needed), tuple(made.outputs), text, tuple(texts), made.refusals)
