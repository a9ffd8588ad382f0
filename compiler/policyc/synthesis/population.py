"""Populations column by column, in batches: first the cases that the formulas turn on, then people made up at random.

Every person meets the input contract of every policy that the population is made for. The random ones have all inputs;
of those in front some lack one. Values are whole numbers: an amount as a multiple of its last decimal place, a day, month or
year by its place in the calendar, a member by its number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

import numpy as np

from policyc.evaluate.admission import accepts
from policyc.model.policy import Policy
from policyc.model.types import BOOL, EnumType, Value, from_ordinal, ordinal
from policyc.semantics.breakpoints import turning_points
from policyc.synthesis.cases import cases
from policyc.synthesis.drawing import Source, Truth, Whole, by_habit, drawn, habit, records
from policyc.synthesis.flat import Column, Years, columns, common_years, flattened, restored
from policyc.synthesis.shapes import Shape, Spans, spans

#: People a batch; cases looked at for each that is kept.
BATCH, _LOOKED_AT = 100_000, 20
#: Of so many sets of inputs that must go together those that do are taken; where they are fewer, others are moved until they do.
_CANDIDATES, _TOO_FEW = 4096, 256

#: The number of no batch.
_NO_BATCH = 0xFFFF_FFFF

Row = Mapping[str, int | None]


class NoOne(Exception):
    """Nobody was found who meets what the inputs ``names`` must meet together."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(names)
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people: whole numbers by column, and where a column has none (a column that is not in ``missing`` always has)."""

    values: Mapping[str, Whole]
    missing: Mapping[str, Truth]
    rows: int


@dataclass(frozen=True, slots=True)
class Population:
    """What the batches are drawn from. edges: the cases in front. pools: columns that go together, and their values."""

    shapes: tuple[Shape, ...]
    spans: Mapping[str, Spans]
    seed: int
    edges: tuple[Row, ...]
    pools: tuple[tuple[tuple[str, ...], Whole], ...]

    def batches(self, rows: int) -> Iterator[Batch]:
        """``rows`` people."""
        edges = self.edges[:rows]
        if edges:
            yield _of_rows(self.shapes, edges)
        for number, first in enumerate(range(len(edges), rows, BATCH)):
            yield self._drawn(Source(self.seed, number), min(BATCH, rows - first))

    def _drawn(self, source: Source, rows: int) -> Batch:
        found: dict[str, Whole] = {}
        for names, values in self.pools:
            chosen = (source.bits(" ".join(names), rows) % np.uint64(len(values))).astype(np.int64)
            found |= {name: values[chosen, place] for place, name in enumerate(names)}
        known = {name: records(name, of, source, rows) for name, of in self.spans.items()}
        habits: dict[str, Whole] = {}
        missing: dict[str, Truth] = {}
        for shape in self.shapes:
            if shape.series is not None:
                history, year, field = shape.series
                first, last = known[history]
                place = self.spans[history].years.index(year)
                missing[shape.name] = (place < first) | (place > last)
                if shape.type == BOOL:
                    key = f"{history} {field}"
                    usual = not any(known.startswith(f"{history} ") for known in habits)
                    habits.setdefault(key, habit(key, source, rows, usual=usual))
                    found[shape.name] = by_habit(shape, habits[key], source)
                    continue
            if shape.name not in found:
                found[shape.name] = drawn(shape, source, rows) * shape.unit + shape.first
        return Batch(found, missing, rows)


def population(
    policies: Sequence[Policy], of: tuple[Shape, ...], seed: int, years: Years | None = None, edges: int = 1000
) -> Population:
    """A population for all the policies, whose columns are ``of`` (see :func:`policyc.synthesis.shapes.shapes`).

    edges: how many cases that the formulas turn on stand in front, at most. Raises NoOne.
    """
    years = common_years(policies, years)
    pools = tuple(_pool(policies, names, of, seed) for names in _groups(policies))
    bare = Population(of, spans(policies, of), seed, (), pools)
    return Population(of, bare.spans, seed, tuple(_edges(policies, bare, years, edges)), pools)


# ---------------------------------------------------------------------- cases in front


def _edges(policies: Sequence[Policy], bare: Population, years: Years, most: int) -> Iterator[Row]:
    """Cases of each policy in turn, the others' columns filled in; those that all policies accept, each once."""
    layouts = [(policy, columns(policy, years)) for policy in policies]
    found: dict[tuple[tuple[str, int | None], ...], Row] = {}
    if most <= 0:
        return
    fill = as_rows(next(bare.batches(most)))
    by_name = {shape.name: shape for shape in bare.shapes}
    for number, (policy, layout) in enumerate(layouts):
        share = most * (number + 1) // len(policies)
        for case in islice(cases(policy, bare.seed, years), _LOOKED_AT * most):
            if len(found) >= share:
                break
            given = flattened(layout, case)
            own = {name: None if v is None else _whole(by_name[name], v) for name, v in given.items()}
            row = {**fill[len(found)], **own}
            key = tuple(row.items())
            if key not in found and all(_accepted(p, of_p, by_name, row) for p, of_p in layouts):
                found[key] = row
    yield from found.values()


def _accepted(policy: Policy, layout: Sequence[Column], by_name: Mapping[str, Shape], row: Row) -> bool:
    values = {column.name: as_value(column, by_name[column.name], row[column.name]) for column in layout}
    return accepts(policy, restored(layout, values)) is None


def _whole(shape: Shape, value: Value) -> int:
    """A value as its column has it."""
    if isinstance(shape.type, EnumType):
        alias = getattr(value, "alias", "")
        return shape.names.index(alias) if alias in shape.names else -1
    return int(ordinal(value, shape.type) * 10**shape.places)


def as_value(column: Column, shape: Shape, number: int | None) -> Value | None:
    """What a number in a column is to the policy whose column it is; a foreign member is none of its enum's."""
    if number is None:
        return None
    kind = column.declared.type
    if isinstance(kind, EnumType):
        return next((m for m in kind.members if number >= 0 and m.alias == shape.names[number]), Fraction(-1))
    return from_ordinal(Fraction(number, 10**shape.places), kind)


def as_rows(batch: Batch) -> list[dict[str, int | None]]:
    """The people of a batch one by one."""
    columns = {name: values.tolist() for name, values in batch.values.items()}
    gone = {name: where.tolist() for name, where in batch.missing.items()}
    return [
        {name: None if name in gone and gone[name][i] else values[i] for name, values in columns.items()}
        for i in range(batch.rows)
    ]


def _of_rows(of: Sequence[Shape], rows: Sequence[Row]) -> Batch:
    values = {s.name: np.array([row[s.name] or 0 for row in rows], np.int64) for s in of}
    return Batch(values, {s.name: np.array([row[s.name] is None for row in rows], np.bool_) for s in of}, len(rows))


# ---------------------------------------------------------------------- inputs that go together


def _groups(policies: Sequence[Policy]) -> list[tuple[str, ...]]:
    """The columns of inputs that the policies' requirements tie to one another."""
    groups: list[set[str]] = []
    for policy in policies:
        for require in policy.requires:
            tied = {policy.input[name].alias for name in require.inputs if name in policy.input}
            for group in [group for group in groups if group & tied]:
                groups.remove(group)
                tied |= group
            groups += [tied] if tied else []
    return [tuple(sorted(group)) for group in groups]


def _pool(policies: Sequence[Policy], names: tuple[str, ...], of: Sequence[Shape], seed: int) -> tuple[tuple[str, ...], Whole]:
    """Values of inputs that go together, drawn like all others, and moved to where a requirement just holds if it does not."""
    by_name = {shape.name: shape for shape in of}
    source = Source(seed, _NO_BATCH)
    drawings = [(drawn(by_name[n], source, _CANDIDATES) * by_name[n].unit + by_name[n].first).tolist() for n in names]
    candidates = [dict(zip(names, numbers, strict=True)) for numbers in zip(*drawings, strict=True)]
    layouts = [(policy, [column for column in columns(policy) if column.name in names]) for policy in policies]

    def met(row: Row) -> bool:
        return all(_accepted(policy, layout, by_name, row) for policy, layout in layouts)

    kept: list[Row] = [row for row in candidates if met(row)]
    if len(kept) < _TOO_FEW:
        kept += [row for turn, start in enumerate(candidates[:_TOO_FEW]) for row in _moved(layouts, by_name, start, turn, met)]
    if not kept:
        raise NoOne([by_name[name].label for name in names])
    return names, np.array([[row[name] for name in names] for row in kept], np.int64)


def _moved(
    layouts: Sequence[tuple[Policy, Sequence[Column]]],
    by_name: Mapping[str, Shape],
    row: Row,
    turn: int,
    met: Callable[[Row], bool],
) -> Iterator[Row]:
    """The row with one number moved to where a formula turns, such that it is met: one row, or none if none is found."""
    for place in range(len(row)):
        name = list(row)[(place + turn) % len(row)]
        for policy, layout in layouts:
            values = {c.declared.name: v for c in layout if (v := as_value(c, by_name[c.name], row[c.name])) is not None}
            for column in (column for column in layout if column.name == name):
                for point in turning_points(policy, column.declared.name, values):
                    moved = {**row, name: _whole(by_name[name], point)}
                    if met(moved):
                        yield moved
                        return
