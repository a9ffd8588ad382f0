"""DuckDB: the policy's own query, the same through ``policyc run``, and SQL written by hand (by_hand.sql)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.columns.people import FIRST, POLICY, RESULTS

HAND = Path(__file__).with_name("by_hand.sql")


def years_of(people: Path) -> list[int]:
    """The years that the file has columns for."""
    import pyarrow.parquet as pq

    return sorted({int(name.split("_")[1]) for name in pq.read_schema(people).names if name.startswith("years_")})


@cache
def planned(last: int, rules: tuple[str, ...] | None = None, policy: Path = POLICY) -> str:
    """The policy's own query."""
    from policyc.targets.columns.plan import plan
    from policyc.workspace.compiling import compile_path

    compiled = compile_path(policy).policy
    assert compiled is not None
    return plan(compiled, rules, {"参保年度": range(FIRST, last + 1)}).text("duckdb")


def written(last: int) -> str:
    """The query written by hand, the years written out."""
    raw = [f"years_{y}_{field}" for y in range(FIRST, last + 1) for field in ("enrolled", "zero_claim", "bonus_used")]
    enrolled = ", ".join(f"years_{y}_enrolled" for y in range(last, FIRST - 1, -1))
    steps = []
    before = "scale"
    for y in range(FIRST, last + 1):
        c, n, a, r = (f"{name}_{y - 1}" if y > FIRST else "0" for name in "cnar")
        into, zero, used = (f"years_{y}_{field}" for field in ("enrolled", "zero_claim", "bonus_used"))
        steps.append(f"""x_{y} AS (
  SELECT *,
    CASE WHEN {into} THEN {c} + 1 WHEN {into} IS NULL THEN {c} ELSE 0 END AS c_{y},
    CASE WHEN {into} IS NULL THEN {a} ELSE {r} END AS a_{y}
  FROM {before}
), y_{y} AS (
  SELECT *,
    CASE WHEN {into} IS NOT NULL AND c_{y} > 4 THEN {n} + 1 ELSE {n} END AS n_{y},
    CASE WHEN {into} IS NULL THEN {r} WHEN {used} THEN 0 WHEN {into} AND {zero} THEN a_{y} + 1 ELSE a_{y} END AS r_{y}
  FROM x_{y}
)""")
        before = f"y_{y}"
    people = ", ".join([*raw, f"COALESCE({enrolled}) AS enrolled_last"])
    return HAND.read_text("utf-8").format(people=people, years=", ".join(steps), last=last)


def _asked(query: str, people: Path, threads: int, output: Path | None, rules: Sequence[str]) -> dict[str, int]:
    import duckdb

    with duckdb.connect(config={"threads": threads}) as connection:
        connection.execute(f"CREATE VIEW people AS FROM '{people}'")
        if output is not None:
            connection.execute(f"COPY (SELECT {', '.join(rules)} FROM ({query})) TO '{output}' (FORMAT parquet)")
            return {}
        sums = connection.execute(f"SELECT {', '.join(f'sum({rule})' for rule in rules)} FROM ({query})").fetchone()
        assert sums is not None
        return dict(zip(rules, sums, strict=True))


def query(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """The policy's own query, as it stands under generated/; only the rows that are not refused."""
    own = f"SELECT * FROM ({planned(years_of(people)[-1])}) WHERE refused IS NULL"
    found = _asked(own, people, threads, output, list(RESULTS))
    return {rule: int(value * 10 ** RESULTS[rule]) for rule, value in found.items()}


def by_hand(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """The query written by hand."""
    found = _asked(written(years_of(people)[-1]), people, threads, output, list(RESULTS))
    return {rule: int(value) for rule, value in found.items()}
