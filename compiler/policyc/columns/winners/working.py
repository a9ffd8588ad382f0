"""The SQL of two policies over one file in one pass: the older's results stand beside the rows that the newer is asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyc.columns import quoting
from policyc.columns.contract import Asked, Column
from policyc.columns.query import Output
from policyc.columns.refusing import CannotRun
from policyc.columns.running import REASON, Prepared, every, prepare, spans
from policyc.columns.spellings import Spellings
from policyc.columns.staging import REFUSED, REFUSED_ROW, ROW, Source
from policyc.columns.winners.change import Columns, change, columns_of
from policyc.columns.winners.pairing import Matching, Pair
from policyc.diagnostics.codes import e1104
from policyc.diagnostics.core import Diagnostic, listed
from policyc.model.policy import Policy
from policyc.workspace.places import file_span

if TYPE_CHECKING:
    import duckdb

_BEFORE, _AFTER = "policyc_before_", "policyc_after_"
#: Why the older policy refuses a row.
_REFUSED_BEFORE = "policyc_before_refused"


@dataclass(frozen=True, slots=True)
class Both:
    """Both policies and rows that fit them. newer reads what older gives; own: the file's columns."""

    older: Prepared
    newer: Prepared
    own: tuple[Column, ...]
    columns: tuple[Columns, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that either query can give."""
        return tuple(dict.fromkeys((*self.older.query.texts, *self.newer.query.texts)))


def prepare_both(
    connection: duckdb.DuckDBPyConnection,
    policies: tuple[Policy, Policy],
    source: Source,
    asked: Asked,
    matched: Matching,
    prefix: str,
) -> Both:
    """Hold the file against both policies; what is wrong with it is told once. Raises :class:`CannotRun`."""
    columns = tuple(columns_of(pair, prefix) for pair in matched.pairs)
    wrong = list(_clashes(source, columns))
    found = []
    for policy, other, begin, rules in zip(policies, reversed(policies), (_BEFORE, _AFTER), _rules(matched.pairs), strict=True):
        try:
            found.append(prepare(policy, source, _asked(asked, policy, other, rules), begin, spans(connection)))
        except CannotRun as error:
            wrong += error.diagnostics
    if any(d.is_error for d in wrong):
        raise CannotRun({(d.code.code, d.message("zh")): d for d in wrong}.values())
    older, newer = found
    described = connection.sql(f"SELECT * FROM {_after(older)}")
    beside = tuple(Column(name, type_) for name, type_ in zip(described.columns, described.types, strict=True))
    newer = replace(newer, source=Source(source.shown, _after(older), None, beside))
    return Both(older, newer, source.columns, columns)


def reading(both: Both, source: Source) -> Both:
    """Both policies over the same columns, as another source has them: that of a mended file."""
    older = replace(both.older, source=source)
    return replace(both, older=older, newer=replace(both.newer, source=replace(both.newer.source, relation=_after(older))))


def _after(older: Prepared, *, why: bool = False) -> str:
    """The SQL of the rows with what the older policy gives beside them."""
    return f"(SELECT * RENAME ({REFUSED} AS {_REFUSED_BEFORE}) FROM ({every(older, own=True, why=why)}) AS older) AS before_rows"


def worked(both: Both, own: Sequence[str], *, few: bool) -> str:
    """The SQL of the rows that both policies could be asked about: own columns of the file, then those of each rule.

    few: see :func:`policyc.columns.running.answered`.
    """
    selected = [quoting.name(name) for name in own]
    for columns in both.columns:
        selected += _selected(both, columns, few=few)
    answers = every(both.newer, own=True, why=False)
    rows = f"SELECT * FROM ({answers}) AS answers WHERE {_REFUSED_BEFORE} IS NULL AND {REFUSED} IS NULL"
    return f"SELECT {', '.join(selected)} FROM ({rows}) AS both_answers"


def set_aside(both: Both, *, own: bool) -> str:
    """The SQL of the rows that one of the policies refuses: their place, which one and why, and what they had.

    Where both say the same, it is said once, and of none.
    """
    told = (f"{quoting.text(f'{run.policy.id}：')} || {of}" for run, of in ((both.older, _REFUSED_BEFORE), (both.newer, REFUSED)))
    kept = [quoting.name(column.name) for column in both.own] if own else []
    why = f"CASE WHEN {_REFUSED_BEFORE} = {REFUSED} THEN {REFUSED} ELSE concat_ws('；', {', '.join(told)}) END"
    columns = [f"{ROW} AS {REFUSED_ROW}", f"{why} AS {REFUSED}", *kept]
    select = f"SELECT {', '.join(columns)} FROM ({_refused(both)}) AS refused_rows"
    if both.older.source.apart is None:
        return select
    apart = f"SELECT {', '.join((REFUSED_ROW, REFUSED, *kept))} FROM {both.older.source.apart}"
    return f"SELECT * FROM ({select} UNION ALL {apart}) AS all_refused ORDER BY {REFUSED_ROW}"


def who_refuses(both: Both) -> str:
    """The SQL of how many rows only the older policy refuses, only the newer, and both."""
    old, new = f"{_REFUSED_BEFORE} IS NULL", f"{REFUSED} IS NULL"
    counts = ", ".join(f"count(*) FILTER ({which})" for which in (new, old, f"NOT ({old}) AND NOT ({new})"))
    return f"SELECT {counts} FROM ({_refused(both)}) AS refused_rows"


def _refused(both: Both) -> str:
    given, beside = both.older.source, both.newer.source
    place = Column(ROW, given.columns[0].type)  # of a type that nobody asks for
    relation = f"(SELECT *, {given.row} AS {ROW} FROM {given.relation}) AS numbered_rows"
    older = replace(both.older, source=replace(given, relation=relation, columns=(*given.columns, place)))
    newer = replace(both.newer, source=replace(beside, relation=_after(older, why=True), columns=(*beside.columns, place)))
    rows = every(newer, own=True)
    return f"SELECT * FROM ({rows}) AS answers WHERE {_REFUSED_BEFORE} IS NOT NULL OR {REFUSED} IS NOT NULL"


def _selected(both: Both, columns: Columns, *, few: bool) -> Iterator[str]:
    """The five columns of a rule."""
    pair = columns.pair
    old, new = _BEFORE + pair.before.alias, _AFTER + pair.after.alias
    outputs = _output(both.older, pair.before.alias), _output(both.newer, pair.after.alias)
    values = [quoting.name(old), quoting.name(new), change(pair, quoting.name(old), quoting.name(new), outputs)]
    reasons = [quoting.name(begin + of.reason) for begin, of in zip((_BEFORE, _AFTER), outputs, strict=True)]
    values += [f"CAST({reason} AS {REASON})" if few else reason for reason in reasons]
    yield from (f"{value} AS {quoting.name(name)}" for value, name in zip(values, columns.names, strict=True))


def _output(run: Prepared, alias: str) -> Output:
    return next(output for output in run.query.outputs if output.name == alias)


def _rules(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(pair.before.name for pair in pairs), tuple(pair.after.name for pair in pairs)


def _asked(asked: Asked, policy: Policy, other: Policy, rules: tuple[str, ...]) -> Asked:
    """What is said to one of the two: what only the other knows is left to that."""
    renamed = tuple(pair for pair in asked.renamed if _knows(policy, pair[1]) or not _knows(other, pair[1]))
    missing = tuple(name for name in asked.missing if _knows(policy, name) or not _knows(other, name))
    return Asked(rules, renamed, missing)


def _knows(policy: Policy, name: str) -> bool:
    """Whether it has an input, a history or a field of the name."""
    fields = {known.casefold() for history in policy.histories for f in history.fields for known in (f.name, f.alias)}
    return Spellings(policy).meaning(name) is not None or name.casefold() in fields


def _clashes(source: Source, columns: Sequence[Columns]) -> Iterator[Diagnostic]:
    """The columns of the file that are called as one of the result."""
    taken = {name.casefold() for each in columns for name in each.names} | {ROW, _REFUSED_BEFORE}
    if met := [f"“{column.name}”" for column in source.columns if column.name.casefold() in taken]:
        yield e1104.CODE.at(file_span(source.shown), column=listed(met))
