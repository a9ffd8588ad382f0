"""One rule with two enums and an amount, worked out by the generated module and by what else one might take for it.

``python -m benchmarks.scalar`` in an environment with ``benchmarks/requirements.txt``; a peer that is not installed is left out.
All answers are compared with the generated module's before anything is timed: at every bracket end, at rounding ties, a fen on
either side of them, and at the ends of the range.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.measuring import calls

POLICY = Path(__file__).with_name("scalar.pol")
PERSONS, HOSPITALS = ("resident", "student", "allowance", "destitute"), ("first", "second", "third")
THRESHOLD = {"first": 20000, "second": 50000, "third": 80000}
RATES = {"resident": (850, 725, 600), "student": (900, 775, 650), "allowance": (950, 825, 700), "destitute": (950, 825, 700)}
LIMIT = 15_000_000

Case = tuple[str, str, int]  #: person, hospital, cost in fen
Way = Callable[[Case], Any]


def cases() -> list[Case]:
    """Inputs at which an answer may go wrong."""
    found: set[Case] = set()
    for person in PERSONS:
        for i, hospital in enumerate(HOSPITALS):
            threshold, rate = THRESHOLD[hospital], RATES[person][i]
            full = threshold + -(-LIMIT * 1000 // rate)
            ties = [threshold + base for base in range(1, 400) if base * rate % 1000 == 500]
            for cost in (0, 1, threshold, full, 100_000_000, 1_080_001, 1_234_567, *ties):
                found.update((person, hospital, c) for c in (cost - 1, cost, cost + 1) if 0 <= c <= 100_000_000)
    return sorted(found)


# ------------------------------------------------------------------ the ways


def integers(case: Case) -> int:
    """What one would write by hand, in fen."""
    person, hospital, cost = case
    base = max(0, cost - THRESHOLD[hospital])
    return min(LIMIT, (2 * base * RATES[person][HOSPITALS.index(hospital)] + 1000) // 2000)


_DECIMAL_THRESHOLD = {key: Decimal(value) / 100 for key, value in THRESHOLD.items()}
_DECIMAL_RATES = {key: tuple(Decimal(rate) / 1000 for rate in rates) for key, rates in RATES.items()}


def decimals(person: str, hospital: str, cost: Decimal) -> Decimal:
    """The same with Decimal."""
    base = max(Decimal(0), cost - _DECIMAL_THRESHOLD[hospital])
    share = (base * _DECIMAL_RATES[person][HOSPITALS.index(hospital)]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return min(Decimal(150000), share)


def generated(folder: Path) -> ModuleType:
    """The module of scalar.pol."""
    from policyc.workspace.build import build
    from policyc.workspace.compiling import compile_path

    policy = compile_path(POLICY).policy
    assert policy is not None
    assert not build([policy], folder / "generated").diagnostics
    sys.path.insert(0, str(folder))
    return importlib.import_module("generated.scalar")


def _formula(rates: Sequence[Sequence[int]]) -> str:
    """The rule as one expression of CEL, in fen: it has no decimals."""

    def of_hospital(values: Sequence[int]) -> str:
        return f"(hospital == 'first' ? {values[0]} : hospital == 'second' ? {values[1]} : {values[2]})"

    threshold = of_hospital(tuple(THRESHOLD.values()))
    resident, student, other = (of_hospital(each) for each in rates[:3])
    rate = f"(person == 'resident' ? {resident} : person == 'student' ? {student} : {other})"
    share = f"(cost > {threshold} ? (2 * (cost - {threshold}) * {rate} + 1000) / 2000 : 0)"
    return f"{share} > {LIMIT} ? {LIMIT} : {share}"


def cel() -> Way:
    """common-expression-language, the expression compiled once."""
    from cel import Context, compile

    program = compile(_formula(list(RATES.values())))

    def work(case: Case) -> object:
        return program.execute(Context({"person": case[0], "hospital": case[1], "cost": case[2]}))

    return work


def zen_expression() -> Way:
    """GoRules zen: the rule as one expression, compiled once."""
    import zen

    def table(values: Sequence[int]) -> str:
        return f"(hospital == 'first' ? {values[0]} : hospital == 'second' ? {values[1]} : {values[2]})"

    rates = list(RATES.values())
    rate = f"(person == 'resident' ? {table(rates[0])} : person == 'student' ? {table(rates[1])} : {table(rates[2])})"
    base = f"max([0, cost - {table(tuple(THRESHOLD.values()))}])"
    compiled = zen.compile_expression(f"min([{LIMIT}, floor(({base} * {rate} + 500) / 1000)])")

    def work(case: Case) -> object:
        return compiled.evaluate({"person": case[0], "hospital": case[1], "cost": case[2]})

    return work


def zen_decision() -> Way:
    """GoRules zen: the same as a decision graph with a table, as its editor writes it."""
    import zen

    hits = [
        {"_id": f"{p}-{h}", "p": f"'{p}'", "h": f"'{h}'", "t": str(THRESHOLD[h]), "r": str(RATES[p][i])}
        for p in PERSONS
        for i, h in enumerate(HOSPITALS)
    ]
    content = {
        "hitPolicy": "first",
        "rules": hits,
        "inputs": [{"id": "p", "name": "p", "field": "person"}, {"id": "h", "name": "h", "field": "hospital"}],
        "outputs": [{"id": "t", "name": "t", "field": "threshold"}, {"id": "r", "name": "r", "field": "rate"}],
        "passThrough": True,
    }
    share = f"min([{LIMIT}, floor((max([0, cost - threshold]) * rate + 500) / 1000)])"
    expression = {"expressions": [{"id": "e", "key": "payment", "value": share}]}
    nodes = [
        {"id": "i", "type": "inputNode", "name": "in"},
        {"id": "t", "type": "decisionTableNode", "name": "table", "content": content},
        {"id": "e", "type": "expressionNode", "name": "share", "content": expression},
        {"id": "o", "type": "outputNode", "name": "out"},
    ]
    edges = [{"id": f"{a}{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("i", "t"), ("t", "e"), ("e", "o"))]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def work(case: Case) -> object:
        result = decision.evaluate({"person": case[0], "hospital": case[1], "cost": case[2]})
        return result["result"]["payment"]

    return work


def openfisca() -> Way:
    """OpenFisca-core as one uses it for a single person: a simulation built from a description."""
    import numpy
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity("person", "persons", "Person", is_person=True)
    system = TaxBenefitSystem([entity])

    def variable(name: str, value_type: type, **more: Any) -> None:
        shared = {"value_type": value_type, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
        system.add_variable(type(name, (Variable,), {**shared, **more}))

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        rates = numpy.array(list(RATES.values()))[person("group", period), person("level", period)]
        base = numpy.maximum(0, person("cost", period) - numpy.array(list(THRESHOLD.values()))[person("level", period)])
        return numpy.minimum(LIMIT, (2 * base.astype(numpy.int64) * rates + 1000) // 2000)

    for name in ("group", "level", "cost"):
        variable(name, int)
    variable("payment", int, formula=formula)

    def work(case: Case) -> object:
        given = {"group": PERSONS.index(case[0]), "level": HOSPITALS.index(case[1]), "cost": case[2]}
        described = {"persons": {"a": {name: {"2023-01": value} for name, value in given.items()}}}
        simulation = SimulationBuilder().build_from_entities(system, described)
        return int(simulation.calculate("payment", "2023-01")[0])

    return work


# ------------------------------------------------------------------ all of them

PEERS: dict[str, tuple[str, Callable[[], Way]]] = {
    "CEL, compiled": ("common-expression-language", cel),
    "zen, expression": ("zen-engine", zen_expression),
    "zen, decision graph": ("zen-engine", zen_decision),
    "OpenFisca, one person": ("openfisca-core", openfisca),
}


def ways(module: ModuleType) -> dict[str, tuple[Way, Way]]:
    """By name: a way that gives the answer in fen, and one to be timed that is given what its user would have at hand."""
    groups = {name: module.Group[name.upper()] for name in PERSONS}
    levels = {name: module.Level[name.upper()] for name in HOSPITALS}
    ready = {case: (groups[case[0]], levels[case[1]], Decimal(case[2]) / 100) for case in cases()}

    def call(case: Case) -> Decimal:
        person, hospital, cost = ready[case]
        answer: Decimal = module.payment(person=person, hospital=hospital, cost=cost)
        return answer

    def everything(case: Case) -> Decimal:
        person, hospital, cost = ready[case]
        answer: Decimal = module.calculate(person=person, hospital=hospital, cost=cost)["payment"].value
        return answer

    def by_hand(case: Case) -> Decimal:
        return decimals(case[0], case[1], ready[case][2])

    found: dict[str, tuple[Way, Way]] = {
        "generated module, one rule": (lambda case: call(case) * 100, call),
        "generated module, calculate": (lambda case: everything(case) * 100, everything),
        "plain Python, integers": (integers, integers),
        "plain Python, Decimal": (lambda case: by_hand(case) * 100, by_hand),
    }
    for name, (package, make) in PEERS.items():
        try:
            version(package)
        except PackageNotFoundError:
            print(f"{name}: {package} is not installed", file=sys.stderr)
            continue
        way = make()
        found[name] = (way, way)
    return found


def measure(rounds: int) -> dict[str, dict[str, object]]:
    """Microseconds a call, how many times the hand-written integers that is, and how many answers differ from the module's."""
    with tempfile.TemporaryDirectory() as folder:
        module = generated(Path(folder))
        found = ways(module)
        inputs = cases()
        right = [found["generated module, one rule"][0](case) for case in inputs]
        assert right == [integers(case) for case in inputs], "the module and the hand-written integers must agree"
        differ = {
            name: sum(int(answer(c)) != r for c, r in zip(inputs, right, strict=True)) for name, (answer, _) in found.items()
        }
        case = ("resident", "third", 1_080_001)
        took = calls({name: partial(timed, case) for name, (_, timed) in found.items()}, rounds=rounds)
    least = took["plain Python, integers"]
    return {
        name: {
            "microseconds": round(seconds * 1e6, 2),
            "times": round(seconds / least, 1),
            "differ": differ[name],
            "of": len(inputs),
        }
        for name, seconds in took.items()
    }


def main() -> None:
    """Measure, and print as JSON."""
    print(json.dumps(measure(15), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
