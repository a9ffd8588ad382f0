"""Inputs as people type them: ``分档=西部``, ``tier=west``, ``金额=1.4万``, ``比例=70%``, ``出生日期=2023-07-26``, ``参保=是``.

Receives text, gives values or, for what cannot be read, what was expected instead. Whether a value is in range is asked by
:mod:`policyc.evaluate.admission`. Full-width digits and signs are read like others.
"""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from policyc.model.policy import Given, History, Input, Policy
from policyc.model.types import Bool, DateType, EnumType, Member, MonthType, Quantity, Value, YearType
from policyc.quantities.units import Unit
from policyc.semantics import literals
from policyc.wording.refusals import expected

_WORDS = {"是": True, "true": True, "yes": True, "否": False, "false": False, "no": False}
_AMOUNT = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(.*)", re.DOTALL)
_LONGEST = 80  # characters of a value; of a longer one only the beginning is repeated
_DAY = re.compile(r"(\d{4})(?:-|/|年)(\d{1,2})(?:-|/|月)(\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})(?:-|/|年)(\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What was typed and cannot be read, and what to say of it in both languages."""

    text: str
    zh: str
    en: str


def parse_given(policy: Policy, items: Iterable[str]) -> tuple[dict[str, Given], tuple[Unreadable, ...]]:
    """Inputs by name from ``名=值``, each by its Chinese or ASCII name; and what could not be read.

    What stands for a history is read by :mod:`policyc.evaluate.given_records`.
    """
    from policyc.evaluate.given_records import parse_records

    given: dict[str, Given] = {}
    wrong: list[Unreadable] = []
    for item in items:
        name, sign, text = item.replace("＝", "=").partition("=")
        declared = find_input(policy, name)
        if not sign:
            wrong.append(Unreadable(item, f"“{item}”应写成 名=值", f"“{item}” should read name=value"))
        elif isinstance(declared, Unreadable):
            wrong.append(declared)
        elif declared.name in given:
            twice = f"输入“{declared.name}”给了两次", f"input “{declared.alias}” is given twice"
            wrong.append(Unreadable(item, *twice))
        else:
            value: Given | Unreadable
            if isinstance(declared, History):
                value = parse_records(policy, declared, text)
            else:
                value = parse_value(policy, declared, text)
            if isinstance(value, Unreadable):
                wrong.append(value)
            else:
                given[declared.name] = value
    return given, tuple(wrong)


def find_input(policy: Policy, name: str) -> Input | History | Unreadable:
    """The input or history of a Chinese or ASCII name."""
    wanted = _plain(name)
    given: list[Input | History] = [*policy.inputs, *policy.histories]
    by_name = {known: declared for declared in given for known in (declared.name, declared.alias)}
    if wanted in by_name:
        return by_name[wanted]
    near = difflib.get_close_matches(wanted, list(by_name), n=1, cutoff=0.4)
    zh, en = (f"，是不是“{near[0]}”？", f"; did you mean “{near[0]}”?") if near else ("", "")
    return Unreadable(name, f"没有名为“{name}”的输入{zh}", f"there is no input “{name}”{en}")


def parse_value(policy: Policy, declared: Input, text: str) -> Value | Unreadable:
    """The value of an input from its text; an amount's unit may be left out, or be only what stands above the line."""
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return _unreadable(declared, f"{plain[:20]}…")
    value: Value | None
    match declared.type:
        case Bool():
            value = _WORDS.get(plain.lower())
        case EnumType():
            value = _member(declared.type, plain)
        case Quantity():
            value = _amount(policy, declared.type.unit, plain)
        case DateType():
            value = _date(_DAY.fullmatch(plain))
        case MonthType():
            value = _date(_MONTH.fullmatch(plain))
        case YearType():
            found = _YEAR.fullmatch(plain)
            value = int(found[1]) if found else None
    return value if value is not None else _unreadable(declared, text)


def _unreadable(declared: Input, text: str) -> Unreadable:
    return Unreadable(
        text,
        f"“{declared.name}”不能为“{text}”：应为{expected(declared)}",
        f"“{declared.alias}” cannot be “{text}”: expected {expected(declared)}",
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _member(kind: EnumType, text: str) -> Member | None:
    return next((m for m in kind.members if text == m.name or text.lower() == m.alias.lower()), None)


def _amount(policy: Policy, unit: Unit, text: str) -> Fraction | None:
    found = _AMOUNT.fullmatch("".join(text.split()))
    if found is None:
        return None
    sign, whole, places, suffix = found.groups()
    digits = whole.replace(",", "") + (places or "")
    if not suffix:
        return Fraction(sign + digits)
    amount = literals.amount(digits + suffix, policy.units)
    if isinstance(amount, literals.UnknownUnit):
        return None
    implied = amount.form is literals.Form.PLAIN
    return Fraction(f"{sign}1") * amount.value if implied or amount.unit in (unit, unit.numerator) else None


def _date(found: re.Match[str] | None) -> datetime.date | None:
    if found is None:
        return None
    year, month, *day = (int(group) for group in found.groups())
    try:
        return datetime.date(year, month, day[0] if day else 1)
    except ValueError:
        return None
