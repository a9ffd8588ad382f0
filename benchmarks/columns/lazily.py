"""The policy's own query in Polars, as a user of Polars asks it: ``policyc.columns.apply`` over a LazyFrame."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.columns.people import POLICY, RESULTS
from policyc.model.policy import Policy


@cache
def _policy() -> Policy:
    from policyc.workspace.compiling import compile_path

    compiled = compile_path(POLICY).policy
    assert compiled is not None
    return compiled


def run(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """From the file to sums, or to a file of results. How many threads was fixed when Polars was loaded.

    Rows that are refused are left out: they have no results. The query is planned within the time.
    """
    import polars as pl

    from policyc.columns import apply

    answers = apply(_policy(), pl.scan_parquet(people))
    if output is not None:
        answers.filter(pl.col("refused").is_null()).select(*RESULTS).sink_parquet(output)
        return {}
    found = answers.select(pl.col(*RESULTS).sum()).collect(engine="streaming").row(0, named=True)
    return {name: int(value * 10 ** RESULTS[name]) for name, value in found.items()}
