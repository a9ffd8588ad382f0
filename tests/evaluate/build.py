"""Hand-made policies for the evaluator's tests: every node gets a span of its own, so that choices can be told apart."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

from policyc.diagnostics.core import Span
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome
from policyc.model import expressions as e
from policyc.model.policy import (
    Bound,
    BoundKind,
    Clause,
    Input,
    Origin,
    Param,
    Policy,
    Require,
    Rule,
    RuleKind,
    Source,
)
from policyc.model.types import BOOL, UNLIMITED, EnumType, Member, Quantity, Type, Value
from policyc.quantities.decimals import Rounding, scale_of
from policyc.quantities.units import DAYS, MONTHS, PERSON, RATE, YEARS, YUAN
from policyc.semantics import literals
from policyc.semantics.facts import default_range

_places = itertools.count()
MONEY, PER_HEAD, RATIO = Quantity(YUAN), Quantity(YUAN / PERSON / YEARS), Quantity(RATE)
MONTH_COUNT, DAY_COUNT, YEAR_COUNT = Quantity(MONTHS), Quantity(DAYS), Quantity(YEARS)
ANY = e.Facts(None, Fraction(0), Fraction(10**12))
NOTICE = Source("通知", "notice", "通知", None, (), None, None, None, (), Span("t.pol", 0, 1, 1, 1, 1, 2))
CLAUSE = Clause("通知", "一、筹资", NOTICE.span)
_TIERS = (("西部", "west"), ("中部", "central"), ("东部", "east"))
_MEMBERS = tuple(Member("分档类型", name, alias, place) for place, (name, alias) in enumerate(_TIERS))
TIER = EnumType("分档类型", "tiers", ordered=True, members=_MEMBERS)
WEST, CENTRAL, EAST = TIER.members


def at() -> Span:
    """A new place."""
    n = next(_places)
    return Span("t.pol", n, n + 1, n + 1, 1, n + 1, 2)


def truth(value: int) -> e.Literal:
    """true or false."""
    return e.Literal(at(), BOOL, ANY, bool(value), str(bool(value)))


def lit(value: Value | str, kind: Type | None = None) -> e.Literal:
    """A literal: ``lit("640元/人/年")``, ``lit(WEST)``, ``lit(date, DATE)``."""
    if isinstance(value, str):
        amount = literals.amount(value, ()) if not value.replace(".", "").isdigit() else literals.number(value)
        assert isinstance(amount, literals.Amount)
        return e.Literal(at(), Quantity(amount.unit), _exact(amount.value), amount.value, value)
    if isinstance(value, Member):
        return e.Literal(at(), TIER, ANY, value, value.name)
    assert kind is not None
    return e.Literal(at(), kind, ANY, value, str(value))


def _exact(value: Fraction) -> e.Facts:
    return e.Facts(scale_of(value), value, value)


UNLIMITED_LITERAL = lit(UNLIMITED, MONEY)


def hole(kind: Type = MONEY) -> e.Unspecified:
    """``unspecified``."""
    return e.Unspecified(at(), kind, ANY)


def given(name: str, kind: Type = MONEY) -> e.InputRef:
    """An input that is read."""
    low, high, step = default_range(kind)
    return e.InputRef(at(), kind, e.Facts(scale_of(step), low, high), name)


def param(name: str, kind: Type = PER_HEAD) -> e.ParamRef:
    """A param that is read."""
    return e.ParamRef(at(), kind, ANY, name)


def rule(name: str, kind: Type = MONEY) -> e.RuleRef:
    """A rule that is read."""
    return e.RuleRef(at(), kind, ANY, name)


def op(sign: str, left: e.Expr, right: e.Expr, kind: Type | None = None) -> e.Arithmetic:
    """``left sign right``, of the left type unless told otherwise."""
    return e.Arithmetic(at(), kind or left.type, ANY, e.ArithmeticOp(sign), left, right)


def cmp(sign: str, left: e.Expr, right: e.Expr) -> e.Compare:
    """A comparison."""
    return e.Compare(at(), BOOL, ANY, e.CompareOp(sign), left, right)


def logic(word: str, *operands: e.Expr) -> e.Logic:
    """and, or."""
    return e.Logic(at(), BOOL, ANY, e.LogicOp(word), operands)


def no(operand: e.Expr) -> e.Not:
    """not."""
    return e.Not(at(), BOOL, ANY, operand)


def call(name: str, *arguments: e.Expr, kind: Type | None = None) -> e.Call:
    """A function."""
    return e.Call(at(), kind or arguments[0].type, ANY, e.Function(name), arguments)


def rounded(operand: e.Expr, unit: str, mode: Rounding = Rounding.HALF_UP) -> e.Round:
    """``rounded to``."""
    return e.Round(at(), operand.type, ANY, operand, Fraction(unit), mode)


def choose(condition: e.Expr, then: e.Expr, otherwise: e.Expr) -> e.If:
    """if then else."""
    return e.If(at(), then.type, ANY, condition, then, otherwise)


def is_(*values: Value) -> tuple[e.Pattern, ...]:
    """The pattern of exactly these values."""
    return tuple(e.ValuePattern(value, getattr(value, "name", str(value)), at()) for value in values)


def between(low: Value | None, high: Value | None, *, low_closed: bool = True, high_closed: bool = True) -> tuple[e.Pattern, ...]:
    """The pattern of a range."""
    return (e.RangePattern(low, low_closed, high, high_closed, "…", at()),)


OTHERWISE = e.Otherwise("其余", at())


def match(subject: e.Expr, *arms: tuple[tuple[e.Pattern, ...] | e.Otherwise, e.Expr]) -> e.Match:
    """match."""
    return e.Match(at(), arms[0][1].type, ANY, subject, tuple(e.Arm(patterns, value, (), at()) for patterns, value in arms))


def cases(*arms: tuple[e.Expr | e.Otherwise, e.Expr]) -> e.Cases:
    """cases."""
    return e.Cases(at(), arms[0][1].type, ANY, tuple(e.Case(condition, value, (), at()) for condition, value in arms))


def default(
    value: e.Expr, exceptions: Sequence[tuple[e.Expr, e.Expr]] = (), modifiers: Sequence[tuple[str, e.Expr, e.Expr]] = ()
) -> e.Default:
    """A default: exceptions as (condition, value), modifiers as (op, amount, condition)."""
    return e.Default(
        at(),
        value.type,
        ANY,
        value,
        tuple(e.Exception_(condition, body, (), at()) for condition, body in exceptions),
        tuple(e.Modifier(e.ModifierOp(word), amount, condition, (), at()) for word, amount, condition in modifiers),
    )


def table(
    subjects: Sequence[e.Expr],
    rows: Sequence[tuple[tuple[e.Pattern, ...] | e.Otherwise, Sequence[e.Expr]]],
    columns: Sequence[tuple[e.Pattern, ...]] = (),
) -> e.Lookup:
    """The body of a table."""
    kind = rows[0][1][0].type
    made = tuple(e.Row(patterns, tuple(cells), (), at()) for patterns, cells in rows)
    return e.Lookup(at(), kind, ANY, tuple(subjects), tuple(columns), made)


def scale(
    base: e.Expr,
    brackets: Sequence[tuple[e.Expr | None, Sequence[e.Expr]]],
    cap: e.Expr | None = None,
    subject: e.Expr | None = None,
    columns: Sequence[tuple[e.Pattern, ...]] = (),
) -> e.Marginal:
    """The body of a scale."""
    made = tuple(e.Bracket(upper, tuple(rates), (), at()) for upper, rates in brackets)
    return e.Marginal(at(), base.type, ANY, base, subject, tuple(columns), made, cap)


def quote(text: str, source: str | None = None) -> e.Quote:
    """A quote."""
    return e.Quote(text, source, reported=False, span=at())


def _amount(text: str | None) -> Fraction | None:
    value = lit(text).value if text is not None else None
    assert value is None or isinstance(value, Fraction)
    return value


def figure(
    name: str, kind: BoundKind, value: str | None, low: str | None = None, high: str | None = None, **more: object
) -> Param:
    """A param; ``at_least`` and ``at_most`` take their end from the value."""
    nominal = _amount(value)
    low_end = nominal if kind in (BoundKind.AT_LEAST, BoundKind.MORE_THAN, BoundKind.EXACTLY) else _amount(low)
    high_end = nominal if kind in (BoundKind.AT_MOST, BoundKind.LESS_THAN, BoundKind.EXACTLY) else _amount(high)
    bound = Bound(
        kind=kind,
        value=nominal,
        low=low_end,
        low_closed=kind is not BoundKind.MORE_THAN,
        high=high_end,
        high_closed=kind is not BoundKind.LESS_THAN,
        about=kind is BoundKind.ABOUT,
    )
    stated = next((text for text in (value, low, high) if text is not None), "0元")
    made = Param(
        name=name,
        alias=f"p{next(_places)}",
        clause=CLAUSE,
        quotes=(),
        span=at(),
        type=lit(stated).type,
        bound=bound,
        formula=None,
        scale=0,
        principally=False,
        because=None,
        direction=None,
    )
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def input_(name: str, kind: Type = MONEY, **more: object) -> Input:
    """An input with its type's range, or ``low``, ``high``, ``step``."""
    low, high, step = default_range(kind)
    made = Input(name, f"i{next(_places)}", None, (), at(), kind, low, high, step)
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def policy(
    rules: Mapping[str, e.Expr],
    *,
    params: Sequence[Param] = (),
    inputs: Sequence[Input] = (),
    only_when: Mapping[str, e.Expr] | None = None,
    requires: Sequence[Require] = (),
) -> Policy:
    """A policy of rules by name, in an order in which they can be computed."""
    whom = only_when or {}
    made = tuple(
        Rule(
            name=name,
            alias=f"r{i}",
            clause=CLAUSE,
            quotes=(),
            span=at(),
            kind=RuleKind.RULE,
            type=body.type,
            only_when=whom.get(name),
            body=body,
            principally=False,
            direction=None,
            inputs=(),
            required=(),
        )
        for i, (name, body) in enumerate(rules.items())
    )
    return Policy(
        name="试验",
        id="trial",
        region=None,
        region_code=None,
        year=None,
        series=None,
        sources=(NOTICE,),
        enums=(TIER,),
        units=(),
        clauses=(CLAUSE,),
        inputs=tuple(inputs),
        params=tuple(params),
        rules=made,
        targets=(),
        measures=(),
        checks=(),
        requires=tuple(requires),
        examples=(),
        remarks=(),
        order=tuple(rules),
        origin=Origin("t.pol", ""),
        span=NOTICE.span,
    )


def value(expr: e.Expr, **values: Value) -> Value | None:
    """What a formula of inputs comes to."""
    return outcome(expr, **values).value


def outcome(expr: e.Expr, **values: Value) -> Outcome:
    """What becomes of a formula of inputs."""
    read = {name: input_(name) for name in ("甲", "乙", "丙", *values)}
    return Evaluator(policy({"结果": expr}, inputs=tuple(read.values())), values).rule("结果")
