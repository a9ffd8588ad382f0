"""Figures as intervals: what a bound says, and what comes of it when params are worked out from params.

A :class:`Figure` is what is known of an amount: where it lies (None: an open end), the value that is calculated with, and whether
it is only "about". Interval arithmetic carries them through a formula; the kind of a derived bound follows from the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policyc.model import expressions as m
from policyc.model.policy import Bound, BoundKind
from policyc.model.types import UNLIMITED, Unlimited, Value
from policyc.quantities.decimals import Rounding, round_to


@dataclass(frozen=True, slots=True)
class End:
    """An end of an interval: its place, None for no end, and whether the place itself belongs."""

    place: Fraction | None
    closed: bool = True


OPEN = End(None, closed=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of an amount."""

    value: Fraction | Unlimited | None
    low: End
    high: End
    about: bool = False


def exactly(value: Fraction) -> Figure:
    """A figure that is known."""
    return Figure(value, End(value), End(value))


def figure_of(bound: Bound) -> Figure:
    """The figure that a bound describes."""
    value = bound.value if isinstance(bound.value, Fraction | Unlimited) else None
    if bound.kind is BoundKind.ABOUT:
        assert isinstance(value, Fraction)
        return Figure(value, End(value), End(value), about=True)
    return Figure(value, End(bound.low, bound.low_closed), End(bound.high, bound.high_closed), bound.about)


def bound_of(figure: Figure) -> Bound:
    """The bound that a figure comes to. What is about something has no ends; what may be anything has no value either."""
    if figure.value is UNLIMITED:
        return _made(BoundKind.EXACTLY, UNLIMITED, OPEN, OPEN)
    if figure.about:
        kind = BoundKind.UNSPECIFIED if figure.value is None else BoundKind.ABOUT
        return _made(kind, figure.value, OPEN, OPEN, about=True)
    kind = _kind(figure)
    return _made(kind, None if kind is BoundKind.UNSPECIFIED else figure.value, figure.low, figure.high)


def _made(kind: BoundKind, value: Value | None, low: End, high: End, *, about: bool = False) -> Bound:
    ends = (low.place, low.closed and low.place is not None, high.place, high.closed and high.place is not None)
    return Bound(kind, value, *ends, about=about)


def _kind(figure: Figure) -> BoundKind:
    low, high = figure.low, figure.high
    match low.place is not None, high.place is not None:
        case True, True:
            same = low.place == high.place and figure.value is not None
            return BoundKind.EXACTLY if same else BoundKind.BETWEEN
        case True, False if figure.value is not None:
            return BoundKind.AT_LEAST if low.closed else BoundKind.MORE_THAN
        case False, True if figure.value is not None:
            return BoundKind.AT_MOST if high.closed else BoundKind.LESS_THAN
        case _:
            return BoundKind.UNSPECIFIED


def evaluate(expr: m.Expr, figures: Mapping[str, Figure]) -> Figure | None:
    """The figure of a formula of params; None where it is no arithmetic of amounts."""
    match expr:
        case m.Literal():
            if isinstance(expr.value, Unlimited):
                return Figure(UNLIMITED, OPEN, OPEN)
            return exactly(expr.value) if isinstance(expr.value, Fraction) else None
        case m.Unspecified():
            return Figure(None, OPEN, OPEN)
        case m.ParamRef():
            return figures.get(expr.name)
        case m.Negate():
            return _apply(lambda x: _negate(x[0]), expr.operand, figures=figures)
        case m.Arithmetic():
            return _apply(lambda x: arithmetic(expr.op, x[0], x[1]), expr.left, expr.right, figures=figures)
        case m.Round():
            return _apply(lambda x: _round(x[0], expr.unit, expr.mode), expr.operand, figures=figures)
        case m.Call(function=m.Function.MIN | m.Function.MAX):
            least = expr.function is m.Function.MIN
            return _apply(lambda x: extreme(x, least=least), *expr.arguments, figures=figures)
        case _:
            return None


def _apply(operation: Callable[[list[Figure]], Figure], *parts: m.Expr, figures: Mapping[str, Figure]) -> Figure | None:
    values = [evaluate(part, figures) for part in parts]
    known = [value for value in values if value is not None]
    return operation(known) if len(known) == len(values) else None


def _negate(x: Figure) -> Figure:
    assert not isinstance(x.value, Unlimited)
    return Figure(None if x.value is None else -x.value, _minus(x.high), _minus(x.low), x.about)


def _minus(end: End) -> End:
    return End(None if end.place is None else -end.place, end.closed)


def arithmetic(op: m.ArithmeticOp, a: Figure, b: Figure) -> Figure:
    """The figure of a sum, difference, product or quotient of amounts that have a limit."""
    about = a.about or b.about
    if op is m.ArithmeticOp.SUBTRACT:
        return arithmetic(m.ArithmeticOp.ADD, a, _negate(b))
    if op is m.ArithmeticOp.ADD:
        return Figure(_nominal(op, a, b), _plus(a.low, b.low), _plus(a.high, b.high), about)
    if op is m.ArithmeticOp.DIVIDE:
        inverse = Figure(None, *_reciprocal(b))
        return Figure(_nominal(op, a, b), *_product_ends(a, inverse), about)
    return Figure(_nominal(op, a, b), *_product_ends(a, b), about)


def _nominal(op: m.ArithmeticOp, a: Figure, b: Figure) -> Fraction | None:
    x, y = a.value, b.value
    if not isinstance(x, Fraction) or not isinstance(y, Fraction):
        return None
    match op:
        case m.ArithmeticOp.ADD:
            return x + y
        case m.ArithmeticOp.SUBTRACT:
            return x - y
        case m.ArithmeticOp.MULTIPLY:
            return x * y
        case m.ArithmeticOp.DIVIDE:
            return x / y if y else None


def _plus(a: End, b: End) -> End:
    if a.place is None or b.place is None:
        return OPEN
    return End(a.place + b.place, a.closed and b.closed)


def _reciprocal(b: Figure) -> tuple[End, End]:
    """The interval of 1/b for a b that is never 0 as far as its ends tell; else anything."""
    low, high = b.low, b.high
    if low.place is not None and (low.place > 0 or (low.place == 0 and not low.closed)):
        top = OPEN if low.place == 0 else End(1 / low.place, low.closed)
        bottom = End(Fraction(0), closed=False) if high.place is None else End(1 / high.place, high.closed)
        return bottom, top
    if high.place is not None and (high.place < 0 or (high.place == 0 and not high.closed)):
        flipped = _reciprocal(_negate(b))
        return _minus(flipped[1]), _minus(flipped[0])
    return OPEN, OPEN


def _product_ends(a: Figure, b: Figure) -> tuple[End, End]:
    """The interval of a product, from those of its factors."""
    products = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    lows = [p for p in products if p[0] <= 0]  # falls without end, or is a number
    highs = [p for p in products if p[0] >= 0]
    low = OPEN if any(p[0] < 0 for p in products) else _outermost([p[1] for p in lows], least=True)
    high = OPEN if any(p[0] > 0 for p in products) else _outermost([p[1] for p in highs], least=False)
    return low, high


def _ends(x: Figure) -> tuple[tuple[int, End], tuple[int, End]]:
    """The ends of an interval, each with -1 or 1 where it is infinitely low or high."""
    return (-1 if x.low.place is None else 0, x.low), (1 if x.high.place is None else 0, x.high)


def _times(x: tuple[int, End], y: tuple[int, End]) -> tuple[int, End]:
    """The product of two ends. Without end times 0 is 0: the 0 is attained, the other never is."""
    sign_x, sign_y = (e[0] or _sign(e[1].place) for e in (x, y))
    if x[0] or y[0]:
        return (sign_x * sign_y, OPEN) if sign_x * sign_y else (0, End(Fraction(0), closed=True))
    assert x[1].place is not None
    assert y[1].place is not None
    place = x[1].place * y[1].place
    zero = (x[1].place == 0 and x[1].closed) or (y[1].place == 0 and y[1].closed)
    return 0, End(place, (x[1].closed and y[1].closed) or zero)


def _sign(place: Fraction | None) -> int:
    return 0 if not place else 1 if place > 0 else -1


def _outermost(ends: list[End], *, least: bool) -> End:
    places = [e.place for e in ends if e.place is not None]
    best = min(places) if least else max(places)
    return End(best, any(e.closed for e in ends if e.place == best))


def _round(x: Figure, unit: Fraction, mode: Rounding) -> Figure:
    if isinstance(x.value, Unlimited):
        return x
    value = None if x.value is None else round_to(x.value, unit, mode)
    low, high = (End(None if e.place is None else round_to(e.place, unit, mode), e.place is not None) for e in (x.low, x.high))
    return Figure(value, low, high, x.about)


def extreme(figures: list[Figure], *, least: bool) -> Figure:
    """The least or the greatest of several. ``unlimited`` is above everything."""
    finite = [x for x in figures if x.value is not UNLIMITED]
    if not finite or (not least and len(finite) < len(figures)):
        return Figure(UNLIMITED, OPEN, OPEN)
    if not least:
        flipped = extreme([_negate(x) for x in finite], least=True)
        return _negate(flipped)
    values = [x.value for x in finite if isinstance(x.value, Fraction)]
    value = min(values) if len(values) == len(finite) else None
    # No end below if one of them has none; an end above if one of them has one.
    low = OPEN if any(x.low.place is None for x in finite) else _outermost([x.low for x in finite], least=True)
    highs = [x.high for x in finite if x.high.place is not None]
    lowest = min((e.place for e in highs if e.place is not None), default=None)
    high = OPEN if lowest is None else End(lowest, all(e.closed for e in highs if e.place == lowest))
    return Figure(value, low, high, any(x.about for x in finite))
