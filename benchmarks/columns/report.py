"""What was measured, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _timed(found: Mapping[str, Any], rows: int, base: str = "policyc, the query") -> str:
    """Processor seconds, people a second of them, and how many times as fast as each way the policy's query is."""
    ours = found[base]["processor"]
    return _table(
        ["", "processor s", "M persons per processor second", "clock s", "MB", "times of ours"],
        (
            (
                name,
                f"{one['processor']:.2f}",
                f"{rows / one['processor'] / 1e6:.2f}",
                f"{one['clock']:.1f}",
                f"{one['memory']:.0f}",
                f"{one['processor'] / ours:.2f}",
            )
            for name, one in found.items()
        ),
    )


def section(found: Mapping[str, Any]) -> str:
    """The section of RESULTS.md."""
    rows, agreed = found["rows"], found["agreed"]
    differ = ", ".join(f"{name} {count}" for name, count in agreed["differ"].items() if count) or "none"
    years = (
        (count, *(f"{one[name]['processor']:.2f}" for name in ("policyc, the query", "DuckDB by hand")))
        for count, one in found["years"].items()
    )
    parts = [
        f"{agreed['of']} people, the cases that the formulas turn on among them, were held against the evaluator before anything "
        f"was timed. With another result to the fen: {differ}.",
        f"{rows:,} people, medians of {found['rounds']} rounds, load {' '.join(f'{x:.1f}' for x in found['load'])}. "
        f"The loop in C over arrays that are there already: {found['limit']:.3f} s.",
        "Parquet → sums of 16 results, 1 thread:",
        _timed(found["sums 1"], rows),
        "Parquet → sums, 2 threads:",
        _timed(found["sums 2"], rows),
        "Parquet → Parquet, 2 threads:",
        _timed(found["results 2"], rows),
        f"Years of records, {rows // 2:,} people, processor seconds:",
        _table(["years", "policyc, the query", "DuckDB by hand"], years),
    ]
    if "large" in found:
        large = found["large"]
        parts += [f"{large['rows']:,} people → sums, 2 threads, once:", _timed(large["sums"], large["rows"])]
        parts += ["→ Parquet:", _timed(large["results"], large["rows"])]
    return "\n\n".join(parts) + "\n"


__all__ = ["section"]
