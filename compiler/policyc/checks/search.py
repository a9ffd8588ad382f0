"""Is there a case in which a formula is true? Proved impossible, or found with concrete values, or left undecided.

Each coordinate's line is cut at the places that the formula's atoms mention; the stretches between (*cells*) are all alike
to it, so that a set of cells is all there is to know: an integer, one bit a cell. The search assigns sets of cells, always
narrowing by what must hold, and branches where one of several must. Coordinates that are worked out from others (a
difference, an age) are kept consistent with them by their ranges. "Impossible" is only said when nothing is left; a case is
only shown after the formula has been worked out for its values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

from policyc.checks.cells import Cell, at_or_above, at_or_below, cells_in, cells_of
from policyc.checks.formulas import And, Atom, Coordinate, Formula, Interval, Or, atoms, holds
from policyc.checks.monotone import stretch
from policyc.checks.round_values import nicest

#: How many atoms the search may look at before it gives up; about two seconds.
BUDGET = 2_000_000
_MOST_TRIES = 600
#: How often a value is aimed at a cell of what is worked out from it, in one search: beyond, ends and round values must do.
_MOST_AIMS = 400

Case = dict[Coordinate, Fraction]
Hull = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search came to.

    case: values of what decides, where a case was found. proved: whether the answer is certain (a case is; none found is, unless
    something could not be worked out or the budget ran out). exhausted: the budget ran out.
    """

    case: Case | None = None
    proved: bool = True
    exhausted: bool = False

    @property
    def is_impossible(self) -> bool:
        """Whether it is proved that there is no case."""
        return self.case is None and self.proved


def search(formula: Formula, budget: int = BUDGET) -> Answer:
    """A case in which ``formula`` is true."""
    if formula == And(()):
        return Answer({})
    if formula == Or(()):
        return Answer()
    found = _Search(formula, budget)
    try:
        case = found.run()
    except _Exhausted:
        return Answer(proved=False, exhausted=True)
    return Answer(case, proved=case is not None or not found.unsure)


class _Exhausted(Exception):
    """The budget ran out."""


# ------------------------------------------------------------------ formulas over sets of cells


@dataclass(frozen=True, slots=True)
class _Test:
    """An atom: the number of its coordinate and the cells in which it is true."""

    line: int
    cells: int


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Any:
    parts: tuple[_Part, ...]


_Part = _Test | _All | _Any

_TRUE = _All(())
_FALSE = _Any(())


def _simplified(part: _Part, state: list[int], spent: list[int]) -> _Part:
    """What is left to show of ``part`` where each coordinate lies in ``state``."""
    if isinstance(part, _Test):
        spent[0] -= 1
        if spent[0] < 0:
            raise _Exhausted
        left = state[part.line] & part.cells
        return _FALSE if not left else _TRUE if left == state[part.line] else part
    return _all(part, state, spent) if isinstance(part, _All) else _any(part, state, spent)


def _all(part: _All, state: list[int], spent: list[int]) -> _Part:
    kept: list[_Part] = []
    for each in part.parts:
        left = _simplified(each, state, spent)
        if left is _FALSE:
            return _FALSE
        kept.extend(left.parts if isinstance(left, _All) else (left,))
    return _All(tuple(kept)) if len(kept) > 1 else kept[0] if kept else _TRUE


def _any(part: _Any, state: list[int], spent: list[int]) -> _Part:
    kept: list[_Part] = []
    tests: dict[int, int] = {}
    for each in part.parts:
        left = _simplified(each, state, spent)
        if left is _TRUE:
            return _TRUE
        for one in left.parts if isinstance(left, _Any) else (left,):
            if isinstance(one, _Test):
                tests[one.line] = tests.get(one.line, 0) | one.cells
            else:
                kept.append(one)
    for line, cells in tests.items():
        if cells & state[line] == state[line]:
            return _TRUE
    kept = [*(_Test(line, cells) for line, cells in tests.items()), *kept]
    return _Any(tuple(kept)) if len(kept) > 1 else kept[0] if kept else _FALSE


# ------------------------------------------------------------------ the search


@dataclass(slots=True)
class _Search:
    formula: Formula
    budget: int
    lines: list[Coordinate] = field(default_factory=list)
    number: dict[Coordinate, int] = field(default_factory=dict)
    cells: list[list[Cell]] = field(default_factory=list)
    linked: set[Coordinate] = field(default_factory=set)  # what is worked out from others, and those
    unsure: bool = False  # something could be neither shown nor ruled out
    spent: list[int] = field(default_factory=list)
    aims: int = _MOST_AIMS

    def run(self) -> Case | None:
        """A case, if one is found."""
        cuts: dict[Coordinate, set[Fraction]] = {}
        for atom in atoms(self.formula):
            for coordinate in atom.coordinate.below():
                cuts.setdefault(coordinate, set())
            cuts[atom.coordinate].update(x for x in (atom.interval.low, atom.interval.high) if x is not None)
        self.spent = [self.budget]
        self.lines = sorted(cuts, key=lambda c: (not c.is_free, c.number))
        self.number = {c: i for i, c in enumerate(self.lines)}
        self.linked = {c for line in self.lines if line.function is not None for c in line.below()}
        self.cells = [cells_of(c, cuts[c]) for c in self.lines]
        state = [(1 << len(cells)) - 1 for cells in self.cells]
        return self._solve(self._compiled(self.formula), state) if all(state) else None

    def _compiled(self, formula: Formula) -> _Part:
        match formula:
            case Atom():
                line = self.number[formula.coordinate]
                return _Test(line, cells_in(self.cells[line], formula))
            case And():
                return _All(tuple(self._compiled(p) for p in formula.parts)) if formula.parts else _TRUE
            case Or():
                return _Any(tuple(self._compiled(p) for p in formula.parts)) if formula.parts else _FALSE

    def _solve(self, goal: _Part, state: list[int]) -> Case | None:
        """A case for ``goal`` within ``state``, which belongs to this call."""
        narrowed = self._narrowed(goal, state)
        if narrowed is _FALSE:
            return None
        if narrowed is _TRUE:
            return self._settle(state)
        parts = narrowed.parts if isinstance(narrowed, _All) else (narrowed,)
        choice = min((p for p in parts if isinstance(p, _Any)), key=lambda p: len(p.parts))
        rest = tuple(p for p in parts if p is not choice)
        for option in choice.parts:
            case = self._solve(_All((option, *rest)), state[:])
            if case is not None:
                return case
            if isinstance(option, _Test):  # that it holds has been tried out
                state[option.line] &= ~option.cells
                if not state[option.line]:
                    return None
        return None

    def _narrowed(self, goal: _Part, state: list[int]) -> _Part:
        """Narrow ``state`` by all that must hold; what is then left of the goal."""
        while True:
            goal = _simplified(goal, state, self.spent)
            parts = goal.parts if isinstance(goal, _All) else (goal,)
            must = [p for p in parts if isinstance(p, _Test)]
            for test in must:
                state[test.line] &= test.cells
                if not state[test.line]:
                    return _FALSE
            if not must:
                return goal
            if self._reach(state) is None:
                return _FALSE
            goal = _All(tuple(p for p in parts if not isinstance(p, _Test)))

    # -------------------------------------------------------------- coordinates that depend on others

    def _reach(self, state: list[int]) -> list[Hull] | None:
        """The ranges left to all coordinates, narrowing ``state`` to them; None where nothing is left."""
        reach = [self._hull(i, state[i]) for i in range(len(self.lines))]
        if all(c.is_free for c in self.lines):
            return reach
        for _ in range(8):
            before = list(reach)
            for i, line in enumerate(self.lines):
                if not self._narrow_by_arguments(i, line, reach):
                    return None
            for i in range(len(self.lines)):
                self.spent[0] -= 1
                state[i] = sum(
                    1 << n
                    for n, cell in enumerate(self.cells[i])
                    if state[i] >> n & 1 and cell.low <= reach[i][1] and cell.high >= reach[i][0]
                )
                if not state[i]:
                    return None
                low, high = self._hull(i, state[i])
                reach[i] = max(low, reach[i][0]), min(high, reach[i][1])
            if reach == before:
                break
        return reach

    def _hull(self, line: int, cells: int) -> Hull:
        first = (cells & -cells).bit_length() - 1
        return self.cells[line][first].low, self.cells[line][cells.bit_length() - 1].high

    def _narrow_by_arguments(self, i: int, line: Coordinate, reach: list[Hull]) -> bool:
        """Narrow a coordinate by what it is worked out from, and a sum's parts by the sum; false where nothing is left."""
        if line.function is None or not all(line.trends):
            return True
        ends: list[list[Fraction]] = [[], []]
        for argument, trend in zip(line.arguments, line.trends, strict=True):
            low = high = argument.constant
            for coordinate, factor in argument.terms:
                a, b = sorted(factor * x for x in reach[self.number[coordinate]])
                low, high = low + a, high + b
            ends[0].append(low if trend > 0 else high)
            ends[1].append(high if trend > 0 else low)
        least, most = line.function(ends[0]), line.function(ends[1])
        if least is None or most is None:
            return True
        reach[i] = max(reach[i][0], least), min(reach[i][1], most)
        if reach[i][0] > reach[i][1]:
            return False
        return self._narrow_parts(i, line, reach) if _is_sum(line) else True

    def _narrow_parts(self, i: int, line: Coordinate, reach: list[Hull]) -> bool:
        (whole,) = line.arguments
        for coordinate, factor in whole.terms:
            low, high = reach[i][0] - whole.constant, reach[i][1] - whole.constant
            for other, times in whole.terms:
                if other is not coordinate:
                    a, b = sorted(times * x for x in reach[self.number[other]])
                    low, high = low - b, high - a
            low, high = sorted((low / factor, high / factor))
            n = self.number[coordinate]
            reach[n] = max(reach[n][0], at_or_above(coordinate, low)), min(reach[n][1], at_or_below(coordinate, high))
            if reach[n][0] > reach[n][1]:
                return False
        return True

    # -------------------------------------------------------------- concrete values

    def _settle(self, state: list[int]) -> Case | None:
        """Concrete values in ``state``, in which the formula is true; else smaller states are tried, until none is left."""
        reach = self._reach(state)
        if reach is None:
            return None
        case = self._concrete(state, reach)
        if case is not None:
            return case
        split = next((i for i, c in enumerate(self.lines) if state[i] & (state[i] - 1) and c in self.linked), None)
        if split is None or not self.linked:
            self.unsure = True
            return None
        cells = state[split]
        for bit in range(cells.bit_length()):
            if cells >> bit & 1:
                smaller = state[:]
                smaller[split] = 1 << bit
                self.spent[0] -= 20
                if self.spent[0] < 0:
                    raise _Exhausted
                case = self._settle(smaller)
                if case is not None:
                    return case
        return None

    def _concrete(self, state: list[int], reach: list[Hull]) -> Case | None:
        free = [i for i, c in enumerate(self.lines) if c.is_free]
        tries = islice(self._assignments(free, {}, state, reach), _MOST_TRIES)
        for given in tries:
            if holds(self.formula, given):
                return self._essential(given, state)
        return None

    def _essential(self, given: Case, state: list[int]) -> Case:
        """Without those that may have any value: their cells are all left, and nothing that is cut depends on them."""
        full = [(1 << len(cells)) - 1 for cells in self.cells]
        cut = [c for i, c in enumerate(self.lines) if state[i] != full[i]]
        needed = {below for c in cut for below in c.below()}
        kept = {c: x for c, x in given.items() if c in needed}
        return kept if holds(self.formula, kept) else given

    def _assignments(self, free: list[int], given: Case, state: list[int], reach: list[Hull]) -> Iterator[Case]:
        if not free:
            yield dict(given)
            return
        line = self.lines[free[0]]
        for place in self._candidates(free[0], given, state, reach):
            given[line] = place
            yield from self._assignments(free[1:], given, state, reach)
            del given[line]

    def _candidates(self, i: int, given: Case, state: list[int], reach: list[Hull]) -> list[Fraction]:
        """Values of a free coordinate worth a try: first those that put what is worked out from it into its cells."""
        line = self.lines[i]
        stretches = [*self._aimed(i, given, state, reach), *self._open_cells(i, state, reach)]
        if line not in self.linked:
            return [nicest(line, *stretches[0])]
        places = [nicest(line, *x) for x in stretches] + [end for x in stretches for end in x]
        # Something other than the ends: a 0 or an end hides what a product or a quotient depends on.
        places += [nicest(line, low + (line.step or 0), high) for low, high in stretches if low < high]
        return list(dict.fromkeys(places))

    def _open_cells(self, i: int, state: list[int], reach: list[Hull]) -> list[Hull]:
        low, high = reach[i]
        cells = [c for n, c in enumerate(self.cells[i]) if state[i] >> n & 1 and c.low <= high and c.high >= low]
        if self.lines[i].step is None:
            return [(c.inner, c.inner) for c in cells]
        return [(max(c.low, low), min(c.high, high)) for c in cells]

    def _aimed(self, i: int, given: Case, state: list[int], reach: list[Hull]) -> Iterator[Hull]:
        line = self.lines[i]
        known = {*given, line}
        for j, other in enumerate(self.lines):
            if other.is_free or line.step is None:
                continue
            below = set(other.below())
            if line in below and all(c in known for c in below if c.is_free):
                for target in self._open_cells(j, state, reach)[:4]:
                    self.aims -= 1
                    if self.aims < 0:
                        return
                    yield from _stretch_into(line, reach[i], other, target, given)


def _is_sum(line: Coordinate) -> bool:
    return isinstance(line.key, tuple) and line.key[0] == "sum"


def _stretch_into(line: Coordinate, within: Hull, other: Coordinate, target: Hull, given: Case) -> Iterator[Hull]:
    """The stretch of ``line`` that puts ``other`` into ``target``, all else being given, if ``other`` rises or falls with it."""
    step = line.step or Fraction(1)
    first, last = (int((x - line.offset) / step) for x in (at_or_above(line, within[0]), at_or_below(line, within[1])))

    def place(i: int) -> Fraction | None:
        return other.value({**given, line: line.offset + step * i})

    at_first, at_last = place(first), place(last)
    if first > last or at_first is None or at_last is None:
        return
    found = stretch(place, range(first, last + 1), Interval(target[0], high=target[1]), rising=at_first <= at_last)
    if found:
        yield line.offset + step * found.start, line.offset + step * (found.stop - 1)
