"""What columns may be called: the names of inputs, of the years of a history, and of lists of records.

An input ``类别 as category`` is a column of either name. A history ``参保年度 as years`` with a field ``参保 as enrolled`` is
flat, ``years_2021_enrolled`` or ``参保年度_2021_参保``, or one list of records, ``years`` or ``参保年度``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policyc.model.flat import cell_name
from policyc.model.policy import History, Input, Policy
from policyc.wording.reasons import record_name


@dataclass(frozen=True, slots=True)
class Scalar:
    """The column of one input."""

    declared: Input

    @property
    def flat(self) -> str:
        """The name that the query knows it by."""
        return self.declared.alias

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"“{self.declared.name}”"


@dataclass(frozen=True, slots=True)
class Cell:
    """The column of one field in one year, or at one place, of a history."""

    history: History
    year: int
    declared: Input

    @property
    def flat(self) -> str:
        """The name that the query knows it by."""
        return cell_name(self.history, self.year, self.declared)

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"“{self.history.name}”{record_name(self.history, self.year)}：“{self.declared.name}”"


@dataclass(frozen=True, slots=True)
class Listed:
    """The column that holds a whole history, as a list of records."""

    history: History

    @property
    def flat(self) -> str:
        """The name of the history."""
        return self.history.alias

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"“{self.history.name}”"


Known = Scalar | Cell | Listed


class Spellings:
    """Which column of the policy a name means; ASCII letters of either case are the same, as in databases."""

    def __init__(self, policy: Policy) -> None:
        self._names: dict[str, Known] = {}
        for history in policy.histories:
            self._names |= dict.fromkeys(_both(history.name, history.alias), Listed(history))
        for declared in policy.inputs:
            self._names |= dict.fromkeys(_both(declared.name, declared.alias), Scalar(declared))
        self._fields = tuple(_patterns(policy))

    def meaning(self, name: str) -> Known | None:
        """The column that a name means; None where the policy knows of none."""
        plain = name.strip().casefold()
        if plain in self._names:
            return self._names[plain]
        for pattern, history, field in self._fields:
            if found := pattern.fullmatch(plain):
                return Cell(history, int(found[1]), field)
        return None


def _patterns(policy: Policy) -> Iterator[tuple[re.Pattern[str], History, Input]]:
    for history in policy.histories:
        digits = "[1-9][0-9]{0,3}" if history.events else "[0-9]{4}"
        for field in history.fields:
            for above, below in ((history.alias, field.alias), (history.name, field.name)):
                yield re.compile(f"{re.escape(above.casefold())}_({digits})_{re.escape(below.casefold())}"), history, field


def _both(*names: str) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)
