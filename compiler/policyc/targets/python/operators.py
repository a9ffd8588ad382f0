"""Operators on pieces of code: amounts at other scales, comparisons, negations."""

from __future__ import annotations

from fractions import Fraction

from policyc.model import expressions as e
from policyc.model.types import BOOL, EnumType, Type
from policyc.targets.python.code import Binds, Code, times


def rescaled(code: Code, scale: int | None, wanted: int | None, *, unlimited: bool = False) -> Code:
    """An amount that is counted at ``scale``, counted at ``wanted``; at fewer places only where it is proved to need no more."""
    if scale == wanted:
        return code
    if scale is None:
        assert wanted is not None
        return Code(f"int({times(code, 10**wanted).text})")
    if wanted is None:
        divided = code.text if scale == 0 else f"{code.text}, {10**scale}"
        return Code(f"_fraction({divided})" if unlimited else f"Fraction({divided})", Binds.ATOM, code.constant)
    if wanted < scale:
        return Code(f"{code.within(Binds.PRODUCT)} // {10 ** (scale - wanted)}", Binds.PRODUCT)
    if unlimited:
        return Code(f"_times({code.text}, {10 ** (wanted - scale)})", Binds.ATOM, code.constant)
    return times(code, 10 ** (wanted - scale))


def compared(op: e.CompareOp, left: Code, right: Code, kind: Type) -> Code:
    """``left op right``, as Python says it for the type."""
    same = op is e.CompareOp.EQ
    if kind == BOOL and right.text in ("True", "False"):
        return left if (right.text == "True") is same else negated(left)
    word = op.value
    if isinstance(kind, EnumType):
        if op not in (e.CompareOp.EQ, e.CompareOp.NE):
            left, right = (Code(f"{x.within(Binds.ATOM)}.rank") for x in (left, right))
        else:
            word = "is" if same else "is not"
    # Comparisons would chain: (a == b) == c needs its brackets.
    return Code(f"{left.within(Binds.SUM)} {word} {right.within(Binds.SUM)}", Binds.COMPARE)


def negated(code: Code) -> Code:
    return Code(f"not {code.within(Binds.NOT)}", Binds.NOT)


def reduced(exact: Code, scale: int, inner: int, unit: int) -> tuple[Code, int]:
    """``exact`` at ``inner`` places in units of ``unit`` at ``scale`` places, as a numerator and a whole divisor."""
    ratio = Fraction(10**scale, 10**inner * unit)
    return times(exact, ratio.numerator), ratio.denominator


def like(by: e.Expr, kind: Type) -> e.Expr:
    """A stand-in of type ``kind`` for a value that is already in a local variable."""
    return e.InputRef(by.span, kind, by.facts, "")
