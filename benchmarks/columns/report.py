"""What was measured, as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

OURS = ("policyc, in DuckDB", "policyc, in Polars")
#: Whom we are held against, and how many times as fast as they we are meant to be.
AIMS = {"OpenFisca, as usual": 10.0, "OpenFisca, with care": 1.5, "DuckDB by hand": 0.9, "DuckDB by hand, checked": 0.9}


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _timed(found: Mapping[str, Any], rows: int) -> str:
    """Seconds, people a second, and the most memory."""
    return table(
        ["", "clock s", "processor s", "M persons/s", "MB"],
        ((name, *_seconds(one), f"{rows / one['clock'] / 1e6:.2f}", f"{one['memory']:.0f}") for name, one in found.items()),
    )


def _seconds(one: Mapping[str, float]) -> tuple[str, str]:
    return f"{one['clock']:.2f}", f"{one['processor']:.2f}"


def _against(sums: Mapping[str, Any], results: Mapping[str, Any]) -> str:
    """How many times as fast as the others ours are."""

    def times(ours: str, found: Mapping[str, Any], name: str, key: str) -> str:
        return f"{found[name][key] / found[ours][key]:.2f}"

    kinds = [(way, found, "clock") for way in OURS for found in (sums, results)] + [("policyc run", results, "clock")]
    head = ["", *(f"{way.rpartition(', ')[2]} → {to}" for way in OURS for to in ("sums", "Parquet")), "`policyc run`", "aim"]
    named = ((name, aim) for name, aim in AIMS.items() if name in sums)
    return table(head, ((name, *(times(ours, found, name, key) for ours, found, key in kinds), aim) for name, aim in named))


def _grown(by: str, grown: Mapping[str, Mapping[str, Any]]) -> str:
    """What each way takes by the number of something."""
    return table(
        [by, "", "clock s", "processor s", "MB"],
        ((count, name, *_seconds(one), f"{one['memory']:.0f}") for count, found in grown.items() for name, one in found.items()),
    )


def section(found: Mapping[str, Any]) -> str:
    """The section of RESULTS.md: of each part what was measured of it."""
    load = " ".join(f"{average:.1f}" for average in found["load"])
    parts = [
        "## A million people",
        "[population.pol](policies/population.pol) (虚构), 16 results, histories of 10 years in 30 columns, made up by "
        "`policyc synth`; `python -m benchmarks.columns` measures it and writes this section. Each figure is the median of "
        f"{found['rounds']} runs, each a process of its own, that take turns with the others (of ten million one each), on "
        f"{found['processors']} processors; load of the machine at the end {load}. MB is the most memory that the process had.",
    ]
    if "agreed" in found:
        parts += _compared(found)
    if "years" in found:
        parts += ["### More years of records", f"{found['some']:,} people, 2 threads; {_TO}.", _grown("years", found["years"])]
    if "rules" in found:
        parts += [
            "### More rules",
            f"Each with two tables and a cap, [ruled.py](columns/ruled.py); {found['some']:,} people, 2 threads; {_TO}."
            " That DuckDB plans the query is within the time; `policyc run` also compiles the policy.",
            _grown("rules", found["rules"]),
        ]
    if "people" in found:
        parts += ["### More people", f"2 threads; {_TO}.", _grown("people", found["people"])]
    return (
        "\n\n".join(part if part.startswith("|") else textwrap.fill(part, 130, break_on_hyphens=False) for part in parts) + "\n"
    )


_TO = "`policyc run` writes Parquet with all columns and reasons, the others leave it at sums"


def _compared(found: Mapping[str, Any]) -> list[str]:
    rows, agreed = found["rows"], found["agreed"]
    differ = ", ".join(f"{name} {count}" for name, count in agreed["differ"].items() if count) or "none"
    return [
        f"{agreed['of']:,} people, the cases that the formulas turn on among them, were held against the evaluator before "
        f"anything was timed. With another result to the fen: {differ}. Of another {agreed['strict of']:,}, a part of whom lack "
        f"something or must be refused, those ways that know such rows ({'; '.join(agreed['strict'])}) got every one right.",
        f"{rows:,} people, Parquet → sums, 2 threads (of which OpenFisca as usual uses one):",
        _timed(found["sums 2"], rows),
        "Parquet → Parquet, 2 threads; `policyc run` passes all columns on and gives every reason, the others write the results:",
        _timed(found["results 2"], rows),
        "How many times as fast as they, by the clock, the policy's own query is in DuckDB and in Polars, and `policyc run`:",
        _against(found["sums 2"], found["results 2"]),
        "Parquet → sums, 1 thread:",
        _timed(found["sums 1"], rows),
        f"The loop in C over arrays that are there already: {found['limit']:.3f} processor seconds.",
    ]


__all__ = ["section"]
