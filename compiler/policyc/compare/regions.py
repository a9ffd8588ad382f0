"""Where two rules differ: the ways through both of them, put together to regions that a reader can survey.

A region says which inputs it holds, what both rules come to there as formulas of these inputs, and between which amounts
the difference lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm

from policyc.compare.elimination import possible, span_of
from policyc.compare.linear import ZERO, Form, Limit, Opaque, number
from policyc.compare.symbolic import Result, Stopped, Variable, Way, around, grid_of
from policyc.quantities.decimals import Rounding, round_to


@dataclass(frozen=True, slots=True)
class Region:
    """Inputs for which two rules differ in one way.

    picks: the cases of each choice that matters. spans: the least and largest value of each number that matters. limits: what
    ties several numbers together besides. least, largest: bounds of new minus old, in base units; None where one of the two has
    no value there, or no bound is known. ``attained``: whether some input attains the one, and the other.
    """

    picks: Mapping[str, frozenset[int]]
    spans: Mapping[str, tuple[Fraction, Fraction]]
    limits: tuple[Limit, ...]
    old: Result
    new: Result
    least: Fraction | None
    largest: Fraction | None
    attained: tuple[bool, bool] = (False, False)

    @property
    def exact(self) -> bool:
        """Whether both bounds are attained."""
        return all(self.attained)

    @property
    def gap(self) -> Form | None:
        """New minus old as a sum; None where one of the two has no value."""
        both = isinstance(self.old, Form) and isinstance(self.new, Form)
        return self.new.plus(self.old, Fraction(-1)) if both else None  # type: ignore[union-attr, arg-type]

    @property
    def is_nothing(self) -> bool:
        """Whether the two differ as sums, but by no amount: they round alike."""
        return self.least == 0 and self.largest == 0

    @property
    def sign(self) -> int | None:
        """1 where the new rule never comes to less than the old one, -1 where never to more; None where neither is known."""
        if self.least is None or self.largest is None:
            return None
        if self.least >= 0:
            return 1
        return -1 if self.largest <= 0 else None

    def mirror(self) -> Region:
        """The same, seen from the other side."""
        least, largest = (None if x is None else -x for x in (self.largest, self.least))
        return replace(self, old=self.new, new=self.old, least=least, largest=largest, attained=self.attained[::-1])


def regions(found: Iterable[Way], variables: Mapping[str, Variable]) -> tuple[Region, ...]:
    """The regions in which the two rules do not come to the same, in the order of their inputs."""
    made = [part for way in found if not same(way.old, way.new) for part in _signed(_region(way, variables), variables)]
    made = [region for region in made if not region.is_nothing]
    return tuple(sorted(_joined(made, variables), key=lambda region: _order(region, variables)))


def same(old: Result, new: Result) -> bool:
    """Whether two results are the same: the same sum, the same case, no value for the same reason."""
    if isinstance(old, Stopped) and isinstance(new, Stopped):
        return old.state is new.state
    return old == new


def _region(way: Way, variables: Mapping[str, Variable]) -> Region:
    spans = {name: (way.lows[name], way.highs[name]) for name in way.lows}
    made = Region(way.picks, spans, way.limits, way.old, way.new, None, None)
    gap = made.gap
    if gap is None:
        return made
    least, largest, exact = _difference(gap, made, variables)
    return replace(made, least=least, largest=largest, attained=(exact, exact))


def _signed(region: Region, variables: Mapping[str, Variable]) -> list[Region]:
    """A region without inputs for which two different sums happen to be equal: where the newer is less, and where more."""
    gap = region.gap
    if gap is None or gap.is_constant or any(not isinstance(term, str) for term, _ in gap.terms):
        return [region]
    if region.least is None or region.largest is None or not region.least <= 0 <= region.largest:
        return [region]
    start, pitch = grid_of(gap, variables) or (gap.constant, Fraction(0))
    if not pitch:
        return [region]
    below = start + (ceil(-start / pitch) - 1) * pitch  # the last value below 0, and the first above
    above = start + (floor(-start / pitch) + 1) * pitch
    limits = (
        Limit(gap.plus(number(below), Fraction(-1)), strict=False),
        Limit(number(above).plus(gap, Fraction(-1)), strict=False),
    )
    made: list[Region] = []
    for limit in limits:
        part = _narrowed(region, limit, variables)
        if part is not None:
            least, largest, exact = _difference(gap, part, variables)
            made.append(replace(part, least=least, largest=largest, attained=(exact, exact)))
    return made


def _narrowed(region: Region, limit: Limit, variables: Mapping[str, Variable]) -> Region | None:
    """A region whose inputs meet one more limit; None where none does."""
    if len(limit.form.terms) > 1:
        limits = (*region.limits, limit)
        meets = possible([*limits, *around(ZERO, limits, _spans(region, variables))])
        return replace(region, limits=limits) if meets else None
    ((name, c),) = limit.form.terms
    assert isinstance(name, str)
    v, (low, high) = variables[name], region.spans[name]
    places = (-limit.form.constant / c - v.low) / v.step
    if c > 0:
        high = min(high, v.low + floor(places) * v.step)
    else:
        low = max(low, v.low + ceil(places) * v.step)
    if low > high:
        return None
    made = replace(region, spans={**region.spans, name: (low, high)})
    meets = possible([*region.limits, *around(ZERO, region.limits, _spans(made, variables))])
    return made if meets else None


def _difference(gap: Form, region: Region, variables: Mapping[str, Variable]) -> tuple[Fraction | None, Fraction | None, bool]:
    """The least and the largest value of a difference in a region, and whether they are attained."""
    inputs = inputs_of(gap)
    if not region.limits and len(inputs) == 1:
        ends = _along(gap, next(iter(inputs)), region, variables)
        if ends is not None:
            return *ends, True
    plain = not region.limits and all(isinstance(term, str) for term, _ in gap.terms)
    return *_spread(gap, region, variables), plain


def _spread(
    gap: Form, region: Region, variables: Mapping[str, Variable], more: Sequence[Limit] = ()
) -> tuple[Fraction | None, Fraction | None]:
    """Between which values a difference lies in a region, under more limits."""
    limits = (*region.limits, *more)
    least, largest = span_of(gap, [*limits, *around(gap, limits, _spans(region, variables))])
    grid = grid_of(gap, variables)
    if grid is not None:  # only what lies on the difference's own line of values can be attained
        start, pitch = grid
        least = None if least is None else start + ceil((least - start) / pitch) * pitch
        largest = None if largest is None else start + floor((largest - start) / pitch) * pitch
    return least, largest


def _spans(region: Region, variables: Mapping[str, Variable]) -> dict[str, tuple[Fraction, Fraction]]:
    return {n: region.spans.get(n, (v.low, v.high)) for n, v in variables.items() if not v.is_choice}


def bounded(region: Region, more: Sequence[Limit], variables: Mapping[str, Variable]) -> Region | None:
    """A region whose inputs meet more limits, with the difference that is left; None where no input does, or nothing is left."""
    limits = (*region.limits, *more)
    if not possible([*limits, *around(ZERO, limits, _spans(region, variables))]):
        return None
    gap = region.gap
    if gap is None:
        return region
    least, largest = _spread(gap, region, variables, more)
    made = replace(region, least=least, largest=largest, attained=(False, False))
    return None if made.is_nothing else made


#: A rounding's values repeat, but for a slope, after so many steps of an input at most.
_LONGEST_PERIOD = 4_000


def _along(gap: Form, name: str, region: Region, variables: Mapping[str, Variable]) -> tuple[Fraction, Fraction] | None:
    """The extremes of a difference along one input: it is a slope and what repeats, so they lie in the first or last period."""
    v, (low, high) = variables[name], region.spans[name]
    period = _period(gap, v.step)
    if period is None or period > _LONGEST_PERIOD:
        return None
    count = int((high - low) / v.step) + 1
    near = range(min(period, count))
    places = {*near, *(count - 1 - k for k in near)}
    values = [value for k in places if (value := value_of(gap, {name: low + k * v.step})) is not None]
    return (min(values), max(values)) if len(values) == len(places) else None


def _period(form: Form, step: Fraction) -> int | None:
    """After how many steps every rounding in a sum is at the same place between two units again; None where one is nested."""
    period = 1
    for term, _ in form.terms:
        if isinstance(term, Opaque):
            inner = term.of[0]
            if term.mode is None or any(isinstance(t, Opaque) for t, _ in inner.terms):
                return None
            double = 2 if term.mode is Rounding.HALF_EVEN else 1
            for _, c in inner.terms:
                period = lcm(period, (c * step / (term.unit * double)).denominator)
    # a change of sign turns the way in which halves go: such a sum has no one period
    return period


def value_of(form: Form, point: Mapping[str, Fraction]) -> Fraction | None:
    """A sum at a point; None where a term of it is no rounding."""
    total = form.constant
    for term, c in form.terms:
        if isinstance(term, str):
            total += c * point[term]
            continue
        inner = value_of(term.of[0], point) if term.mode is not None else None
        if inner is None or term.mode is None:
            return None
        total += c * round_to(inner, term.unit, term.mode)
    return total


def met(limit: Limit, point: Mapping[str, Fraction]) -> bool | None:
    """Whether a point meets a limit; None where that cannot be worked out."""
    value = value_of(limit.form, point)
    return None if value is None else value < 0 or (value == 0 and not limit.strict)


# ------------------------------------------------------------------ putting together


def _joined(made: list[Region], variables: Mapping[str, Variable]) -> list[Region]:
    """Regions that differ in one respect only, and there adjoin, are one."""
    names = list(dict.fromkeys(name for region in made for name in (*region.picks, *region.spans)))
    full = [_filled(region, names, variables) for region in made]
    changed = True
    while changed:
        changed = False
        for name in names:
            before = len(full)
            full = _joined_along(full, name, variables)
            changed = changed or len(full) < before
    return [_bare(region, variables) for region in full]


def _filled(region: Region, names: Iterable[str], variables: Mapping[str, Variable]) -> Region:
    picks, spans = dict(region.picks), dict(region.spans)
    for name in names:
        v = variables[name]
        if v.is_choice:
            picks.setdefault(name, frozenset(range(int(v.low), int(v.high) + 1)))
        else:
            spans.setdefault(name, (v.low, v.high))
    return replace(region, picks=picks, spans=spans)


def _bare(region: Region, variables: Mapping[str, Variable]) -> Region:
    """Without inputs that do not matter there."""
    picks = {n: p for n, p in region.picks.items() if len(p) < int(variables[n].high) - int(variables[n].low) + 1}
    read = {t for x in _forms(region) for t in inputs_of(x)}
    spans = {n: s for n, s in region.spans.items() if s != (variables[n].low, variables[n].high) or n in read}
    return replace(region, picks=picks, spans=spans)


def _forms(region: Region) -> list[Form]:
    return [*(x for x in (region.old, region.new) if isinstance(x, Form)), *(limit.form for limit in region.limits)]


def inputs_of(form: Form) -> frozenset[str]:
    """The inputs that a sum depends on."""
    found: frozenset[str] = frozenset()
    for term, _ in form.terms:
        found |= {term} if isinstance(term, str) else frozenset(name for inner in term.of for name in inputs_of(inner))
    return found


def _joined_along(made: Sequence[Region], name: str, variables: Mapping[str, Variable]) -> list[Region]:
    alike: dict[object, list[Region]] = {}
    for region in made:
        picks = tuple(sorted((n, tuple(sorted(p))) for n, p in region.picks.items() if n != name))
        spans = tuple(sorted((n, s) for n, s in region.spans.items() if n != name))
        key = (picks, spans, region.limits, _key(region.old), _key(region.new))
        alike.setdefault(key, []).append(region)
    found: list[Region] = []
    for group in alike.values():
        found += _picked(group, name) if variables[name].is_choice else _adjoining(group, name, variables[name].step)
    return found


def _key(result: Result) -> object:
    return result.state if isinstance(result, Stopped) else result


def _picked(group: Sequence[Region], name: str) -> list[Region]:
    picks = frozenset(i for region in group for i in region.picks[name])
    return [_spanning(group, replace(group[0], picks={**group[0].picks, name: picks}))]


def _adjoining(group: Sequence[Region], name: str, step: Fraction) -> list[Region]:
    found: list[Region] = []
    for region in sorted(group, key=lambda r: r.spans[name]):
        low, high = region.spans[name]
        if found and found[-1].spans[name][1] + step == low:
            last = found.pop()
            whole = replace(last, spans={**last.spans, name: (last.spans[name][0], high)})
            found.append(_spanning((last, region), whole))
        else:
            found.append(region)
    return found


def _spanning(group: Sequence[Region], whole: Region) -> Region:
    """The whole of a group with the widest difference of any of its parts."""
    least, largest = [r.least for r in group], [r.largest for r in group]
    low = None if None in least else min(x for x in least if x is not None)
    high = None if None in largest else max(x for x in largest if x is not None)
    attained = any(r.attained[0] for r in group if r.least == low), any(r.attained[1] for r in group if r.largest == high)
    return replace(whole, least=low, largest=high, attained=attained)


def _order(region: Region, variables: Mapping[str, Variable]) -> tuple[object, ...]:
    found: list[object] = []
    for name, v in variables.items():
        if v.is_choice:
            found.append((min(region.picks[name]), len(region.picks[name])) if name in region.picks else (-1, 0))
        else:
            found.append(region.spans.get(name, (v.low, v.high)))
    return tuple(found)
