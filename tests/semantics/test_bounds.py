"""Bounds of params, and what comes of them when params are worked out from params."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyc.model.expressions import ArithmeticOp
from policyc.model.policy import Bound, BoundKind
from policyc.model.types import UNLIMITED, Quantity
from policyc.quantities.units import RATE
from policyc.semantics import bounds
from policyc.semantics.bounds import OPEN, End, Figure
from policyc.wording.amounts import bound_phrase
from tests.semantics.policies import codes, good

FLOOR = 'param 补助 as aid >= 640元 quote "640"\nparam 缴费 as fee = 380元 quote "380"\nparam 约数 as about ~ 70%\n'
OTHERS = """param 幅 as span in 10元 .. 20元
param 顶 as cap : 元 = unlimited
param 空 as hole : 元 unspecified
param 上 as top <= 50元
"""


def bound(text: str) -> Bound:
    return good("", f'{FLOOR}{OTHERS}param 它 as it {text} quote "它"').param["它"].bound


def words(found: Bound) -> tuple[str, object, str]:
    """kind, nominal, interval in brackets."""
    low = "[" if found.low_closed else "("
    high = "]" if found.high_closed else ")"
    return found.kind.value, found.value, f"{low}{found.low},{found.high}{high}"


@pytest.mark.parametrize(
    ("text", "kind", "value", "interval"),
    [
        ("= 380元/人/年", "exactly", 380, "[380,380]"),
        (">= 640元", "at_least", 640, "[640,None)"),
        ("> 10元", "more_than", 10, "(10,None)"),
        ("<= 20%", "at_most", Fraction(1, 5), "(None,1/5]"),
        ("< 1元", "less_than", 1, "(None,1)"),
        ("~ 70%", "about", Fraction(7, 10), "(None,None)"),
        ("in 60% .. 75%", "between", None, "[3/5,3/4]"),
        ("in 0元 .. 缴费 unspecified", "unspecified", None, "[0,380]"),
        (">= 10元 unspecified", "unspecified", None, "[10,None)"),
        (": 元 unspecified", "unspecified", None, "(None,None)"),
        (": 元 = unlimited", "exactly", UNLIMITED, "(None,None)"),
        ("= 补助 + 缴费", "at_least", 1020, "[1020,None)"),
        ("= 缴费 * 2", "exactly", 760, "[760,760]"),
        ("= 缴费 - 补助", "at_most", -260, "(None,-260]"),
        ("= 补助 * 约数", "about", 448, "(None,None)"),
        ("= 幅 * 2", "between", None, "[20,40]"),
        ("= 幅 + 补助", "unspecified", None, "[650,None)"),
        ("= 空 + 缴费", "unspecified", None, "(None,None)"),
        ("= min(补助, 1000元)", "between", 640, "[640,1000]"),
        ("= max(上, 补助)", "at_least", 640, "[640,None)"),
        ("= min(顶, 缴费)", "exactly", 380, "[380,380]"),
        ("= max(顶, 缴费)", "exactly", UNLIMITED, "(None,None)"),
        ("= 缴费 / 3 rounded to 1元", "exactly", 127, "[127,127]"),
        ("= 1000元 / 补助", "between", Fraction(25, 16), "(0,25/16]"),
        (">= 补助 * 2", "at_least", 1280, "[1280,None)"),
        (": bool = true", "exactly", True, "[1,1]"),
        (": year = 2023", "exactly", 2023, "[2023,2023]"),
    ],
)
def test_kinds(text: str, kind: str, value: object, interval: str) -> None:
    assert words(bound(text)) == (kind, value, interval)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unspecified", "E0404"),
        (">= 2023-01-01", "E0401"),
        ("in 75% .. 60%", "E0402"),
        ("in 60% .. 75元", "E0304"),
        ("= if 缴费 > 1元 then 1元 else 2元", "E0403"),
        (": % = 缴费", "E0304"),
        (">= unlimited", "E0315"),
        (": 元 >= unlimited", "E0401"),
        ("= 缴费 + 约数", "E0302"),
        ("= 1元 / 0", "E0505"),
    ],
)
def test_mistakes(text: str, expected: str) -> None:
    assert codes("", f"{FLOOR}param 它 as it {text}") == [expected]


def test_a_distance_of_rates_is_printed_as_it_is_written() -> None:
    """5个百分点 is the number that 5% is, and another thing to say."""
    assert bound_phrase(bound("= 5个百分点"), Quantity(RATE)) == "5个百分点"
    assert bound_phrase(bound("= 5%"), Quantity(RATE)) == "5%"


def test_a_literal_is_a_figure_and_a_formula_is_derived() -> None:
    policy = good("", f'{FLOOR}param 和 as total = 补助 + 缴费 quote "和"')
    assert policy.param["补助"].formula is None
    assert policy.param["和"].formula is not None
    assert policy.param["和"].bound.kind is BoundKind.AT_LEAST


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("input 费 as fee : 元 in 0元 .. 1000万元", []),
        ("input 费 as fee : 元 in 0 .. 100元 step 0.5元", []),
        ("input 费 as fee : 元 in 100元 .. 0元", ["E0405"]),
        ("input 费 as fee : 元 in 0元 .. 1元 step 0.3元", ["E0405"]),
        ("input 费 as fee : 元 in 0元 .. 1元 step 0元", ["E0405"]),
        ("input 费 as fee : 元 in 0人 .. 1人", ["E0304"]),
        ("input 费 as fee : bool in true .. true", ["E0406"]),
        ("input 费 as fee : date in 2023-01-01 .. 2023-12-31", []),
        ("input 费 as fee : year in 2020 .. 2025", []),
        ("input 费 as fee : month in 2020-01 .. 2019-12", ["E0405"]),
    ],
)
def test_ranges_of_inputs(line: str, expected: list[str]) -> None:
    assert codes(line, "rule 甲 as a1 = if 费 == 费 then 1元 else 2元") == expected


# ------------------------------------------------------------------ interval arithmetic is sound

_PLACES = st.fractions(min_value=-9, max_value=9, max_denominator=4)


@st.composite
def _figures(draw: st.DrawFn) -> tuple[Figure, Fraction]:
    """A figure and a value that lies in it."""
    value = draw(_PLACES)
    low, high = (draw(st.one_of(st.none(), st.fractions(0, 5, max_denominator=4))) for _ in "ab")
    ends = (
        OPEN if low is None else End(value - low, closed=low == 0 or draw(st.booleans())),
        OPEN if high is None else End(value + high, closed=high == 0 or draw(st.booleans())),
    )
    return Figure(value, *ends), value


def _holds(value: Fraction, low: End, high: End) -> bool:
    above = low.place is None or value > low.place or (low.closed and value == low.place)
    below = high.place is None or value < high.place or (high.closed and value == high.place)
    return above and below


@settings(max_examples=120, deadline=None)
@given(_figures(), _figures(), st.sampled_from(list(ArithmeticOp)))
def test_the_value_of_an_operation_lies_in_its_interval(
    a: tuple[Figure, Fraction], b: tuple[Figure, Fraction], op: ArithmeticOp
) -> None:
    if op is ArithmeticOp.DIVIDE and b[1] == 0:
        return
    result = bounds.arithmetic(op, a[0], b[0])
    assert isinstance(result.value, Fraction)
    assert _holds(result.value, result.low, result.high)
    least = bounds.extreme([a[0], b[0]], least=True)
    assert _holds(min(a[1], b[1]), least.low, least.high)
    most = bounds.extreme([a[0], b[0]], least=False)
    assert _holds(max(a[1], b[1]), most.low, most.high)
