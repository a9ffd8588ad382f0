"""GoRules zen twice: one program of its expression language, and a decision graph with tables, as its editor writes it.

It reckons with exact decimals, so that amounts are 元; Python gives and gets them as floats. No expression carries something on
from record to record: each year is written out. What does not apply is null.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from benchmarks.columns.people import RESULTS
from benchmarks.columns.ways import Row
from benchmarks.person.people import DEDUCTIBLE, LINE, PAYMENT, RATIO, SUBSIDY, YEARS, Person

Calculate = Callable[[dict[str, Any]], Mapping[str, Any]]


def described(person: Person) -> dict[str, Any]:
    """A person as JSON."""
    fields = ("enrolled", "zero_claim", "bonus_used")
    return {
        "tier": person.tier,
        "category": person.category,
        "age": person.age,
        "hospital": person.hospital,
        "referred": person.referred,
        "eligible": person.eligible / 100,
        "records": [record and dict(zip(fields, record, strict=True)) for record in person.records],
    }


def _steps(own: str) -> Iterator[tuple[str, str]]:
    """What is worked out from the tables, in order. own: how a step before is called."""
    yield (
        "individual_payment",
        "(payment - (category == 'student' and age < 18 ? 30 : 0)) * (age >= 80 ? 0.9 : 1)",
    )
    share = "(referred ? ratio - 0.1 : ratio)"
    yield "inpatient", f"round(min([max([eligible - deductible, 0]) * {share}, 150000]), 2)"
    yield "out_of_pocket", f"eligible - {own}inpatient"
    yield "part", f"max([{own}out_of_pocket - catastrophic_line, 0])"
    brackets = " + ".join(f"max([{own}part - {bracket}, 0]) * 0.05" for bracket in (100_000, 200_000, 300_000))
    yield "catastrophic_scale", f"round({own}part * 0.6 + {brackets}, 2)"
    applies, years, count, available, remaining = "false", "0", "0", "0", "0"
    for place in range(len(YEARS)):
        record = f"records[{place}]"

        def step(name: str, then: str, before: str, place: int = place, record: str = record) -> tuple[str, str]:
            return f"{name}_{place}", f"{record} == null ? {before} : ({then})"

        yield step("enrolled", f"{record}.enrolled", applies)
        yield step("years", f"{record}.enrolled ? {years} + 1 : 0", years)
        yield step("count", f"{own}years_{place} > 4 ? {count} + 1 : {count}", count)
        yield step("available", remaining, available)
        gained = f"({record}.enrolled and {record}.zero_claim and not {record}.bonus_used ? 1 : 0)"
        yield step("remaining", f"({record}.bonus_used ? 0 : {own}available_{place}) + {gained}", remaining)
        applies, years, count, available, remaining = (
            f"{own}{name}_{place}" for name in ("enrolled", "years", "count", "available", "remaining")
        )
    yield from (("consecutive_years", years), ("continuity_count", count))
    yield from (("available_zero_claims", available), ("remaining_zero_claims", remaining))
    yield "bonus", f"{applies} ? min([3000 * {count} + 2000 * {available}, 80000]) : null"
    yield "catastrophic_cap", f"{applies} ? 400000 + {own}bonus : null"
    yield "catastrophic", f"{applies} ? min([{own}catastrophic_scale, {own}catastrophic_cap]) : null"
    yield "total_benefit", f"{applies} ? {own}inpatient + {own}catastrophic : null"


def program() -> Calculate:
    """One program, compiled once."""
    import zen

    def literal(table: Mapping[str, Any], unit: int) -> str:
        cells = (f"{key}: {literal(v, unit) if isinstance(v, Mapping) else v / unit}" for key, v in table.items())
        return f"{{{', '.join(cells)}}}"

    tables: list[tuple[str, Mapping[str, Any], int, str]] = [
        ("central_subsidy", SUBSIDY, 100, "[tier]"),
        ("payment", PAYMENT, 100, "[category]"),
        ("catastrophic_line", LINE, 100, "[category]"),
        ("deductible", DEDUCTIBLE, 100, "[category][hospital]"),
        ("ratio", RATIO, 1000, "[category][hospital]"),
    ]
    lines = [f"table_{name} = {literal(table, unit)}; {name} = table_{name}{key}" for name, table, unit, key in tables]
    lines += [f"{name} = {text}" for name, text in _steps("")]
    results = ", ".join(f"{name}: {name}" for name in RESULTS)
    compiled = zen.compile_expression("; ".join([*lines, f"{{{results}}}"]))

    def work(description: dict[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = compiled.evaluate(description)
        return found

    return work


def graph() -> Calculate:
    """A graph: a table for each group of figures, then a node of expressions."""
    import zen

    by_kind = [{"category": k, "payment": PAYMENT[k] / 100, "catastrophic_line": LINE[k] / 100} for k in PAYMENT]
    cells = [(k, h, DEDUCTIBLE[k][h] / 100, RATIO[k][h] / 1000) for k in DEDUCTIBLE for h in DEDUCTIBLE[k]]
    by_both = [dict(zip(("category", "hospital", "deductible", "ratio"), cell, strict=True)) for cell in cells]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        _table("tiers", [{"tier": t, "central_subsidy": amount / 100} for t, amount in SUBSIDY.items()], 1),
        _table("kinds", by_kind, 1),
        _table("levels", by_both, 2),
        {
            "id": "steps",
            "type": "expressionNode",
            "name": "steps",
            "content": {
                "expressions": [{"id": key, "key": key, "value": value} for key, value in _steps("$.")],
                "passThrough": True,
            },
        },
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    names = [str(node["id"]) for node in nodes]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(names)]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def work(description: dict[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = decision.evaluate(description)["result"]
        return found

    return work


def _table(name: str, rows: list[dict[str, Any]], asked: int) -> dict[str, Any]:
    """A decision table; the first columns, so many, are asked, the others are told."""
    columns = list(rows[0])
    content = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": column, "name": column, "field": column} for column in columns[:asked]],
        "outputs": [{"id": column, "name": column, "field": column} for column in columns[asked:]],
        "rules": [
            {"_id": f"{name}-{place}", **{c: f"'{v}'" if isinstance(v, str) else str(v) for c, v in row.items()}}
            for place, row in enumerate(rows)
        ],
    }
    return {"id": name, "type": "decisionTableNode", "name": name, "content": content}


def row(found: Mapping[str, Any]) -> Row:
    """As whole numbers; none where it has null, which a graph leaves out."""
    values = ((name, found.get(name)) for name in RESULTS)
    return tuple(None if value is None else round(value * 10 ** RESULTS[name]) for name, value in values)
