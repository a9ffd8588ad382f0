"""Who reads whom: the order in which declarations can be read, cycles, and which inputs a rule depends on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policyc.diagnostics.codes import e0215
from policyc.diagnostics.core import Diagnostic, Label
from policyc.model import expressions as m
from policyc.model.policy import Bound, BoundKind
from policyc.model.walk import children, walk
from policyc.semantics.names import RULES, Kind, Scope, Symbol
from policyc.syntax import tree

#: The function that gives what another track was a record before.
PREVIOUS = "previous"


def names_read(node: object) -> Iterator[tree.Name]:
    """The names that formulas inside a node may read, in order; what annotations, functions and modes write is left out."""
    match node:
        case tree.Name():
            yield node
        case tree.Annotations() | tree.Rounding() | tree.TypeName() | tree.Text():
            return
        case tree.Call():
            if node.function.text != PREVIOUS:  # what a track was before is no part of what it is worked out from
                yield from names_read(node.arguments)
        case tuple():
            for part in node:
                yield from names_read(part)
        case tree.Node():
            for field in dataclasses.fields(node):
                if field.name not in ("name", "alias", "span", "deadline"):
                    yield from names_read(getattr(node, field.name))
        case _:
            return


def dependencies(scope: Scope) -> Mapping[str, Mapping[str, tree.Name]]:
    """For every input, param and rule what it reads, each with a place where it does."""
    graph: dict[str, dict[str, tree.Name]] = {}
    readers = RULES | {Kind.PARAM, Kind.INPUT, Kind.FIELD, Kind.READING}
    for symbol in scope.symbols.values():
        if symbol.kind in readers:
            reads = graph.setdefault(symbol.name, {})
            for name in names_read(symbol.node):
                found = scope.find(name.text)
                if found is not None and found.kind in readers:
                    reads.setdefault(found.name, name)
    return graph


@dataclass(frozen=True, slots=True)
class Ordered:
    """Names, each after what it reads; what stands in a cycle is left out, and what the cycles are."""

    names: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]


def sort(graph: Mapping[str, Mapping[str, tree.Name]]) -> Ordered:
    """A topological order that follows the document where it can; iterative, so that a long chain is no problem."""
    state: dict[str, int] = {}  # 1: being visited, 2: done
    names: list[str] = []
    cycles: list[tuple[str, ...]] = []
    for root in graph:
        path: list[str] = []
        stack: list[tuple[str, Iterator[str]]] = []
        if root not in state:
            state[root] = 1
            path.append(root)
            stack.append((root, iter(graph[root])))
        while stack:
            name, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                state[name] = 2
                names.append(name)
            elif following not in state:
                state[following] = 1
                path.append(following)
                stack.append((following, iter(graph[following])))
            elif state[following] == 1:
                cycles.append(tuple(path[path.index(following) :]))
    looped = {name for cycle in cycles for name in cycle}
    return Ordered(tuple(name for name in names if name not in looped), tuple(cycles))


def cycle_errors(
    scope: Scope, graph: Mapping[str, Mapping[str, tree.Name]], cycles: Sequence[tuple[str, ...]]
) -> Iterator[Diagnostic]:
    """One error a cycle, at the name declared first, with every member's way to the next."""
    seen: set[frozenset[str]] = set()
    for cycle in cycles:
        if frozenset(cycle) in seen:
            continue
        seen.add(frozenset(cycle))
        first = min(range(len(cycle)), key=lambda i, c=cycle: _symbol(scope, c[i]).span.start)  # type: ignore[misc]
        turned = (*cycle[first:], *cycle[:first])
        related = []
        for name, following in zip(turned, (*turned[1:], turned[0]), strict=True):
            place = graph[name][following]
            related.append(Label(place.span, f"“{name}”读“{following}”", f"“{name}” reads “{following}”"))
        path = " → ".join((*turned, turned[0]))
        yield e0215.CODE.at(_symbol(scope, turned[0]).span, path=path, related=related)


def _symbol(scope: Scope, name: str) -> Symbol:
    found = scope.find(name)
    assert found is not None
    return found


# ------------------------------------------------------------------ inputs


@dataclass(frozen=True, slots=True)
class Reads:
    """What is read for certain, in whatever case; ``stops``: whether reading may end there, with a hole or 不适用."""

    inputs: frozenset[str]
    stops: bool


def all_inputs(exprs: Sequence[m.Expr], of_rules: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every input that formulas depend on, directly or through rules."""
    found: set[str] = set()
    for node in (n for expr in exprs for n in walk(expr)):
        if isinstance(node, m.InputRef):
            found.add(node.name)
        elif isinstance(node, m.RuleRef | m.Previous):
            found |= of_rules.get(node.name, frozenset())
    return frozenset(found)


def all_histories(
    exprs: Sequence[m.Expr], of_rules: Mapping[str, frozenset[str]], of_fields: Mapping[str, str]
) -> frozenset[str]:
    """Every history that formulas depend on, directly or through rules."""
    found: set[str] = set()
    for node in (n for expr in exprs for n in walk(expr)):
        match node:
            case m.FieldRef():
                found.add(of_fields[node.name])
            case m.RecordYear():
                found.add(node.name)
            case m.RuleRef() | m.Previous():
                found |= of_rules.get(node.name, frozenset())
            case _:
                pass
    return frozenset(found)


@dataclass(frozen=True)
class Certain:
    """Works out :class:`Reads` of formulas, from the bounds of params and the reads of rules that come before."""

    bounds: Mapping[str, Bound]
    rules: Mapping[str, Reads]
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def of_rule(self, only_when: m.Expr | None, body: m.Expr) -> Reads:
        """A rule reads whom it concerns, then, perhaps, its body."""
        if only_when is None:
            return self.of(body)
        return Reads(self.of(only_when).inputs, stops=True)

    def of(self, expr: m.Expr) -> Reads:
        """What a formula reads in whatever case."""
        match expr:
            case m.Unspecified():
                return Reads(frozenset(), stops=True)
            case m.InputRef():
                return Reads(frozenset({expr.name}), stops=False)
            case m.ParamRef():
                bound = self.bounds[expr.name]
                return Reads(frozenset(), stops=bound.value is None or bound.kind is BoundKind.UNSPECIFIED)
            case m.RuleRef():
                return self.rules[expr.name]
            case m.FieldRef():
                return Reads(frozenset({self.fields[expr.name]}), stops=True)  # it may be unset, or there is no record
            case m.RecordYear():
                return Reads(frozenset({expr.name}), stops=True)
            case m.Within():
                return self._first(expr.operand, expr.options)
            case m.Logic():
                return self._first(expr.operands[0], expr.operands[1:])
            case m.If():
                return self._then(self.of(expr.condition), [self.of(expr.then), self.of(expr.otherwise)])
            case m.Match():
                return self._then(self.of(expr.subject), [self.of(arm.value) for arm in expr.arms])
            case m.Cases():
                return self._cases(expr)
            case m.Default():
                return self._default(expr)
            case m.Lookup():
                cells = [self.of(cell) for row in expr.rows for cell in row.cells]
                return self._then(self._all(expr.subjects), cells)
            case m.Marginal():
                return self._marginal(expr)
            case _:
                return self._all(tuple(children(expr)))

    def _all(self, exprs: Sequence[m.Expr]) -> Reads:
        """All of them, from the left, as far as nothing stops."""
        result = Reads(frozenset(), stops=False)
        for expr in exprs:
            result = self._then(result, [self.of(expr)])
        return result

    def _first(self, first: m.Expr, others: Sequence[m.Expr]) -> Reads:
        """The first for certain, the others perhaps."""
        result = self.of(first)
        return Reads(result.inputs, result.stops or any(self.of(expr).stops for expr in others))

    @staticmethod
    def _then(before: Reads, arms: Sequence[Reads]) -> Reads:
        """``before``, then one of the arms."""
        stops = before.stops or any(arm.stops for arm in arms)
        if before.stops or not arms:
            return Reads(before.inputs, stops)
        return Reads(before.inputs | frozenset.intersection(*(arm.inputs for arm in arms)), stops)

    def _cases(self, expr: m.Cases) -> Reads:
        """From the last case backwards: a condition, then its value or all that follows."""
        result: Reads | None = None
        for case in reversed(expr.cases):
            value = self.of(case.value)
            if isinstance(case.condition, m.Otherwise):
                result = value
            else:
                result = self._then(self.of(case.condition), [value, *([result] if result else [])])
        return result or Reads(frozenset(), stops=False)

    def _default(self, expr: m.Default) -> Reads:
        """All conditions (nested ones belong to the values), then one of the values or the default with its modifiers."""
        usual = self.of(expr.value)
        for modifier in expr.modifiers:
            usual = self._then(usual, [self.of(modifier.condition)])
            usual = Reads(usual.inputs, usual.stops or self.of(modifier.amount).stops)
        conditions = self._all([exception.condition for exception in expr.exceptions])
        return self._then(conditions, [usual, *(self.of(exception.value) for exception in expr.exceptions)])

    def _marginal(self, expr: m.Marginal) -> Reads:
        """The base, the subject, then the brackets as far as the base reaches, then the cap."""
        before = self._all([expr.base, *([expr.subject] if expr.subject is not None else [])])
        inside = [x for b in expr.brackets for x in (*([b.upper] if b.upper is not None else []), *b.rates)]
        stops = before.stops or any(self.of(x).stops for x in inside)
        before = Reads(before.inputs, stops)
        return before if expr.cap is None else self._then(before, [self.of(expr.cap)])
