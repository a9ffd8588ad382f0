"""Rego, the language of Open Policy Agent, in Microsoft's interpreter (regopy): a module, compiled once.

It has whole numbers of any size and no loop that carries something on: the state of each year is a rule of its own. What does
not apply is undefined and stays out of the answer. Its own ``min`` and ``max`` go by how numbers are spelt (version 1.5.2: of 9
and 10 the smaller is 10), so what is smaller is asked with ``<``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from benchmarks.columns.people import RESULTS
from benchmarks.columns.ways import Row
from benchmarks.person.people import DEDUCTIBLE, LINE, PAYMENT, RATIO, SUBSIDY, YEARS, Person

MODULE = """package population
import rego.v1

smaller(a, b) := a if { a < b } else := b
over(a, b) := a - b if { a > b } else := 0

central_subsidy := data.subsidy[input.tier]

base := data.payment[input.category] - 3000 if { input.category == "student"; input.age < 18 }
else := data.payment[input.category]
individual_payment := floor((base * 9) / 10) if { input.age >= 80 } else := base

deductible := data.deductible[input.category][input.hospital]
ratio := data.ratio[input.category][input.hospital]
rate := ratio - 100 if { input.referred } else := ratio
inpatient := floor((smaller(over(input.eligible, deductible) * rate, 15000000000) + 500) / 1000)
out_of_pocket := input.eligible - inpatient
catastrophic_line := data.line[input.category]
part := over(out_of_pocket, catastrophic_line)
above := sum([x | some bracket in [10000000, 20000000, 30000000]; x := over(part, bracket) * 5])
catastrophic_scale := floor(((part * 60) + above + 50) / 100)

in_a_row(before, record) := before + 1 if { record.enrolled } else := 0
times(before, years) := before + 1 if { years > 4 } else := before
gained(record) := 1 if { record.enrolled; record.zero_claim; not record.bonus_used } else := 0
left(available, record) := gained(record) if { record.bonus_used } else := available + gained(record)
after(before, record) := before if { record == null }
else := {"years": years, "count": count, "available": before.remaining, "remaining": remaining, "enrolled": record.enrolled} if {
  years := in_a_row(before.years, record)
  count := times(before.count, years)
  remaining := left(before.remaining, record)
}
state_0 := {"years": 0, "count": 0, "available": 0, "remaining": 0, "enrolled": false}
"""
STATE = "state_{next} := after(state_{place}, input.records[{place}])\n"
RESULT = """
consecutive_years := {last}.years
continuity_count := {last}.count
available_zero_claims := {last}.available
remaining_zero_claims := {last}.remaining
bonus := smaller((300000 * continuity_count) + (200000 * available_zero_claims), 8000000) if {{ {last}.enrolled }}
catastrophic_cap := 40000000 + bonus
catastrophic := smaller(catastrophic_scale, catastrophic_cap)
total_benefit := inpatient + catastrophic
conditional[name] := value if {{
  some name, value in {{
    "bonus": bonus, "catastrophic_cap": catastrophic_cap, "catastrophic": catastrophic, "total_benefit": total_benefit,
  }}
}}
results := object.union(conditional, {{
  {always}
}})
"""


def module() -> str:
    """Its text, the years written out."""
    states = "".join(STATE.format(place=place, next=place + 1) for place in range(len(YEARS)))
    always = ", ".join(f'"{name}": {name}' for name in list(RESULTS)[:12])
    return MODULE + states + RESULT.format(last=f"state_{len(YEARS)}", always=always)


def described(person: Person) -> dict[str, Any]:
    """A person as JSON."""
    fields = ("enrolled", "zero_claim", "bonus_used")
    return {
        "tier": person.tier,
        "category": person.category,
        "age": person.age,
        "hospital": person.hospital,
        "referred": person.referred,
        "eligible": person.eligible,
        "records": [record and dict(zip(fields, record, strict=True)) for record in person.records],
    }


def calculate() -> Callable[[dict[str, Any]], dict[str, int]]:
    """All results that there are."""
    from regopy import Interpreter

    rego = Interpreter()
    rego.add_data({"subsidy": SUBSIDY, "payment": PAYMENT, "line": LINE, "deductible": DEDUCTIBLE, "ratio": RATIO})
    rego.add_module("population", module())
    bundle = rego.build("found = data.population.results")

    def work(description: dict[str, Any]) -> dict[str, int]:
        rego.set_input(description)
        output = rego.query_bundle(bundle)  # held on to: what is bound lives in it
        found: dict[str, int] = json.loads(output.binding("found").json())
        return found

    return work


def row(found: dict[str, int]) -> Row:
    """In order; none where there is none."""
    return tuple(found.get(name) for name in RESULTS)
