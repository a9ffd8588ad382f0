"""How a figure moved, in a sentence and in a cell: levels with 到, increments without, ratios in percentage points."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from policyc.model.policy import Bound, BoundKind, Direction
from policyc.model.types import BOOL, Quantity, Type, Value
from policyc.quantities.units import PERSON, RATE, YEARS, YUAN
from policyc.wording.changes import changed, changed_cell
from policyc.wording.lint import lint

PER_HEAD = Quantity(YUAN / PERSON / YEARS)
RATES = Quantity(RATE)


def bound(kind: BoundKind, value: Value | None, low: Fraction | None = None, high: Fraction | None = None) -> Bound:
    """A bound whose ends are closed."""
    return Bound(kind, value, low, low_closed=True, high=high, high_closed=True, about=kind is BoundKind.ABOUT)


def exactly(value: str) -> Bound:
    """= value."""
    return bound(BoundKind.EXACTLY, Fraction(value), Fraction(value), Fraction(value))


def at_least(value: str) -> Bound:
    """>= value."""
    return bound(BoundKind.AT_LEAST, Fraction(value), Fraction(value))


def about(value: str) -> Bound:
    """~ value."""
    return bound(BoundKind.ABOUT, Fraction(value))


OPEN = bound(BoundKind.UNSPECIFIED, None)
YES, NO = bound(BoundKind.EXACTLY, value=True), bound(BoundKind.EXACTLY, value=False)
POINTS = replace(exactly("0.05"), points=True)


@pytest.mark.parametrize(
    ("before", "after", "kind", "direction", "said", "cell"),
    [
        (exactly("350"), exactly("380"), PER_HEAD, Direction.WORSE, "由每人每年350元提高到380元，提高30元", "350→380（+30）"),
        (exactly("380"), exactly("350"), PER_HEAD, Direction.WORSE, "由每人每年380元降低到350元，降低30元", "380→350（-30）"),
        (exactly("350"), exactly("380"), PER_HEAD, None, "由每人每年350元调整为380元，增加30元", "350→380（+30）"),
        (
            at_least("610"),
            at_least("640"),
            PER_HEAD,
            Direction.BETTER,
            "由每人每年不低于610元提高到不低于640元，提高30元",
            "≥610→≥640（+30）",
        ),
        (exactly("380"), at_least("400"), PER_HEAD, Direction.WORSE, "由每人每年380元调整为每人每年不低于400元", "=380→≥400"),
        (exactly("0.65"), exactly("0.7"), RATES, Direction.BETTER, "由65%提高到70%，提高5个百分点", "65%→70%（+5个百分点）"),
        (about("0.65"), about("0.7"), RATES, Direction.BETTER, "由65%左右提高到70%左右", "约65%→约70%（+5个百分点）"),
        (at_least("400"), at_least("400"), PER_HEAD, Direction.WORSE, "没有变化", "不变"),
        (OPEN, exactly("380"), PER_HEAD, Direction.WORSE, "", ""),
        (
            POINTS,
            replace(exactly("0.1"), points=True),
            RATES,
            None,
            "由5个百分点调整为10个百分点，增加5个百分点",
            "5个百分点→10个百分点（+5个百分点）",
        ),
        (YES, NO, BOOL, None, "由是调整为否", "是→否"),
    ],
)
def test_changed(before: Bound, after: Bound, kind: Type, direction: Direction | None, said: str, cell: str) -> None:
    """The sentence has no forbidden form."""
    assert changed(before, after, kind, direction) == said
    assert changed_cell(before, after, kind) == cell
    assert lint(said) == ()


def test_a_floor_that_became_a_figure() -> None:
    """The difference is told only where the document tells it."""
    before, after = at_least("610"), exactly("640")
    assert changed(before, after, PER_HEAD, Direction.BETTER) == "由每人每年不低于610元调整为每人每年640元"
    assert changed(before, after, PER_HEAD, Direction.BETTER, by_document=True) == "由每人每年不低于610元提高到640元，提高30元"
    assert changed_cell(before, after, PER_HEAD) == "≥610→=640"
    assert changed_cell(before, after, PER_HEAD, by_document=True) == "≥610→640（+30）"
