"""What the checks of completeness, conflict and dead arms have in common: the places to look at, and the questions to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policyc.checks.cells import cells_in, cells_of
from policyc.checks.formulas import TRUE, And, Atom, Condition, Coordinate, Formula, atoms, conj, negate
from policyc.checks.places import Place, places_of
from policyc.checks.search import Answer, search
from policyc.checks.translate import Translator
from policyc.model import expressions as e
from policyc.model.memo import per_policy
from policyc.model.policy import Policy
from policyc.model.walk import walk


@dataclass(frozen=True, slots=True)
class Analysis:
    """A policy ready for questions."""

    policy: Policy
    translator: Translator
    places: tuple[Place, ...]
    requires: tuple[tuple[frozenset[str], Formula], ...]

    def ask(self, formula: Formula, reading: Iterable[e.Expr] = ()) -> Answer:
        """A case in which ``formula`` is true and the inputs are not refused.

        A ``require`` counts where all its inputs decide the formula, or stand in ``reading``, which is read in any case: where an
        input is missing, a require that reads it is not checked.
        """
        if formula == TRUE or not self.requires:
            return search(formula)
        known = {name for c in _free(formula) if (name := c.name) is not None}
        known.update(name for expr in reading for name in self.inputs_of(expr))
        return search(conj([formula, *(required for names, required in self.requires if names <= known)]))

    def can_be(self, formula: Formula) -> bool:
        """Whether it is not proved that ``formula`` never holds."""
        return not self.ask(formula).is_impossible

    def inputs_of(self, expr: e.Expr) -> frozenset[str]:
        """The inputs that a formula reads, directly or through rules, and whatever else decides it."""
        names: set[str] = set()
        for node in walk(expr):
            if isinstance(node, e.InputRef | e.FieldRef | e.Previous | e.RecordYear | e.ReadingRef):
                names.add(node.name)
            elif isinstance(node, e.RuleRef):
                rule = self.policy.rule[node.name]
                names.update((*rule.inputs, *rule.histories))
        return frozenset(names)


@per_policy
def analysis(policy: Policy) -> Analysis:
    """The analysis of a policy; made once."""
    return _made(policy, Translator(policy))


@per_policy
def filled(policy: Policy) -> Analysis:
    """The same, with a value in every hole, whatever it may be: what is to be said of a policy once its holes are filled."""
    formulas = (x for rule in policy.rules for x in (rule.only_when, rule.body) if x is not None)
    holed = any(isinstance(node, e.Unspecified) for formula in formulas for node in walk(formula))
    return _made(policy, Translator(policy, filled=True)) if holed else analysis(policy)


def _made(policy: Policy, translator: Translator) -> Analysis:
    requires = []
    for require in policy.requires:
        condition = translator.condition(require.condition)
        requires.append((frozenset(require.inputs), negate(condition.false)))
    return Analysis(policy, translator, tuple(places_of(policy, translator)), tuple(requires))


def _free(formula: Formula) -> Iterator[Coordinate]:
    for atom in atoms(formula):
        yield from (c for c in atom.coordinate.below() if c.is_free)


@dataclass(frozen=True, slots=True)
class Arms:
    """Arms of a choice that have no order, with the cells of the only coordinate that decides them, if there is one."""

    conditions: tuple[Condition, ...]
    cells: tuple[int, ...] | None

    @staticmethod
    def of(conditions: Sequence[Condition]) -> Arms:
        """The arms of these conditions."""
        return Arms(tuple(conditions), _cells(conditions))

    def may_meet(self, i: int, j: int) -> bool:
        """Whether two arms are not at once seen to exclude each other."""
        return self.cells is None or bool(self.cells[i] & self.cells[j])

    def is_apart(self, i: int) -> bool:
        """Whether it is at once seen that arm i meets none before it."""
        return self.cells is not None and not any(self.cells[i] & cells for cells in self.cells[:i])

    def surely_holds(self, i: int) -> bool:
        """Whether it is at once seen that there is a place where arm i holds."""
        return self.cells is not None and bool(self.cells[i])


def _cells(conditions: Sequence[Condition]) -> tuple[int, ...] | None:
    found = [atom for c in conditions for atom in atoms(c.true)]
    lines = {atom.coordinate for atom in found}
    if len(lines) != 1 or not next(iter(lines)).is_free:
        return None
    cuts = (x for a in found for x in (a.interval.low, a.interval.high) if x is not None)
    cells = cells_of(next(iter(lines)), cuts)
    everything = (1 << len(cells)) - 1

    def inside(formula: Formula) -> int:
        if isinstance(formula, Atom):
            return cells_in(cells, formula)
        conjunctive = isinstance(formula, And)
        result = everything if conjunctive else 0
        for part in formula.parts:
            result = result & inside(part) if conjunctive else result | inside(part)
        return result

    return tuple(inside(c.true) for c in conditions)
