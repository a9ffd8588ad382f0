"""Units as dimensions: 元/人/年 is money per head and year; units multiply, divide and must agree to be added.

A :class:`Unit` is a canonical product of powers of base units. The base units are fixed (:data:`BASE_UNITS`) plus those
that a policy declares with ``unit 床日``. A dimensionless unit is a rate (比例): ``70%`` is the number 7/10.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

#: The base units of the language, in the order in which a compound unit prints them.
BASE_UNITS: tuple[str, ...] = ("元", "人", "年", "个月", "天", "岁", "次")

#: Spellings of a base unit that a document may use, each with its factor. 万元 and 亿元 are multiples of 元, never units
#: of their own, so that 1.4万元 + 1元 is simply 14001元. 个百分点 and % are not here: they are rates, see literals.
UNIT_SPELLINGS: Mapping[str, tuple[str, Fraction]] = {
    "元": ("元", Fraction(1)),
    "角": ("元", Fraction(1, 10)),
    "分": ("元", Fraction(1, 100)),
    "万元": ("元", Fraction(10**4)),
    "亿元": ("元", Fraction(10**8)),
    "人": ("人", Fraction(1)),
    "万人": ("人", Fraction(10**4)),
    "年": ("年", Fraction(1)),
    "个月": ("个月", Fraction(1)),
    "月": ("个月", Fraction(1)),
    "天": ("天", Fraction(1)),
    "日": ("天", Fraction(1)),
    "岁": ("岁", Fraction(1)),
    "次": ("次", Fraction(1)),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of base units, canonical: sorted by name, no zero powers. ``Unit(())`` is a rate."""

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def of(powers: Iterable[tuple[str, int]]) -> Unit:
        """The canonical unit of base units and their powers; powers of the same base unit are added."""
        total: dict[str, int] = {}
        for name, power in powers:
            total[name] = total.get(name, 0) + power
        return Unit(tuple(sorted((n, p) for n, p in total.items() if p)))

    @property
    def is_rate(self) -> bool:
        """Whether this is a plain number or rate, without any unit."""
        return not self.powers

    @property
    def is_money(self) -> bool:
        """Whether this is an amount of money, per anything: 元, 元/人/年, 元/次."""
        return ("元", 1) in self.powers

    @property
    def numerator(self) -> Unit:
        """The part above the line: 元 for 元/人/年."""
        return Unit(tuple((n, p) for n, p in self.powers if p > 0))

    def __mul__(self, other: Unit) -> Unit:
        return Unit.of(self.powers + other.powers)

    def __truediv__(self, other: Unit) -> Unit:
        return Unit.of(self.powers + tuple((n, -p) for n, p in other.powers))

    def __str__(self) -> str:
        """As people write it: 元/人/年; 比例 for a rate; 元·人 for a product; 1/年 for a bare denominator."""
        if not self.powers:
            return "比例"
        above = [n for n, p in self._printed() for _ in range(max(p, 0))]
        below = [n for n, p in self._printed() for _ in range(max(-p, 0))]
        return "/".join(["·".join(above) or "1", *below])

    def _printed(self) -> list[tuple[str, int]]:
        order = {name: i for i, name in enumerate(BASE_UNITS)}
        return sorted(self.powers, key=lambda item: (order.get(item[0], len(order)), item[0]))


RATE = Unit()
YUAN = Unit((("元", 1),))
PERSON = Unit((("人", 1),))
YEARS = Unit((("年", 1),))
MONTHS = Unit((("个月", 1),))
DAYS = Unit((("天", 1),))
AGE = Unit((("岁", 1),))
TIMES = Unit((("次", 1),))
