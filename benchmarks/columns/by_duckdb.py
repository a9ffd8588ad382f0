"""DuckDB: the policy's own query, SQL written by hand (by_hand.sql), and the same with our checks (by_hand_checked.sql)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from benchmarks.columns.people import FIELDS, FIRST, POLICY, RESULTS

HAND, CHECKED = (Path(__file__).with_name(name) for name in ("by_hand.sql", "by_hand_checked.sql"))


def years_of(people: Path) -> list[int]:
    """The years that the file has columns for."""
    import pyarrow.parquet as pq

    return sorted({int(name.split("_")[1]) for name in pq.read_schema(people).names if name.startswith("years_")})


@cache
def planned(last: int, rules: tuple[str, ...] | None = None, policy: Path = POLICY, *, quick: bool = False) -> str:
    """The policy's own query, or the quick one for rows that lack nothing, as ``policyc run`` asks it: it stops at another."""
    from policyc.columns import query as own
    from policyc.workspace.compiling import compile_path

    compiled = compile_path(policy).policy
    assert compiled is not None
    wanted = [rule for rule in compiled.rules if rule.kind.value != "part" and (rules is None or rule.alias in rules)]
    filled = [declared.alias for declared in compiled.inputs] if quick else None
    return own.planned(compiled, wanted, {"参保年度": range(FIRST, last + 1)}, filled=filled).text


def written(last: int) -> str:
    """The query written by hand, the years written out."""
    raw = [f"years_{y}_{field}" for y in range(FIRST, last + 1) for field in FIELDS]
    enrolled = ", ".join(f"years_{y}_enrolled" for y in range(last, FIRST - 1, -1))
    steps = []
    before = "scale"
    for y in range(FIRST, last + 1):
        c, n, a, r = (f"{name}_{y - 1}" if y > FIRST else "0" for name in "cnar")
        into, zero, used = (f"years_{y}_{field}" for field in FIELDS)
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


def written_checked(last: int) -> str:
    """The one that refuses rows: a record may lack an answer, and no year between two records may be without one."""
    years = range(FIRST, last + 1)
    people = [f"years_{y}_{field}" for y in years for field in FIELDS]
    steps = []
    before = "scale"
    for y in years:
        c, n, a, r = (f"{name}_{y - 1}" if y > FIRST else "0" for name in "cnar")
        into, zero, used = (f"years_{y}_{field}" for field in FIELDS)
        people.append(f"({into} IS NOT NULL OR {zero} IS NOT NULL OR {used} IS NOT NULL) AS in_{y}")
        steps.append(f"""x_{y} AS (
  SELECT *,
    CASE WHEN NOT in_{y} THEN {c} WHEN {into} THEN {c} + 1 WHEN NOT {into} THEN 0 END AS c_{y},
    CASE WHEN in_{y} THEN {r} ELSE {a} END AS a_{y}
  FROM {before}
), y_{y} AS (
  SELECT *,
    CASE WHEN NOT in_{y} THEN {n} WHEN c_{y} > 4 THEN {n} + 1 WHEN c_{y} <= 4 THEN {n} END AS n_{y},
    CASE
      WHEN NOT in_{y} THEN {r}
      WHEN {into} IS NULL OR ({into} AND {zero} IS NULL) THEN NULL
      WHEN {used} THEN 0
      WHEN NOT {used} THEN CASE WHEN {into} AND {zero} THEN a_{y} + 1 ELSE a_{y} END
    END AS r_{y}
  FROM x_{y}
)""")
        before = f"y_{y}"
    latest = " ".join(f"WHEN in_{y} THEN years_{y}_enrolled" for y in reversed(years))
    people.append(f"CASE {latest} END AS enrolled_last")
    starts = [f"CAST(in_{y} AND NOT in_{y - 1} AS INT)" if y > FIRST else f"CAST(in_{y} AS INT)" for y in years]
    return CHECKED.read_text("utf-8").format(
        people=", ".join(people), years=", ".join(steps), starts=f"({' + '.join(starts)})", last=last
    )


def asked(query: str, people: Path, threads: int, output: Path | None, rules: Sequence[str]) -> dict[str, int]:
    import duckdb

    with duckdb.connect(config={"threads": threads, "async_threads": 0}) as connection:  # as ``policyc run`` has it
        connection.execute(f"CREATE VIEW people AS FROM '{people}'")
        if output is not None:
            connection.execute(f"COPY (SELECT {', '.join(rules)} FROM ({query})) TO '{output}' (FORMAT parquet)")
            return {}
        sums = connection.execute(f"SELECT {', '.join(f'sum({rule})' for rule in rules)} FROM ({query})").fetchone()
        assert sums is not None
        return dict(zip(rules, sums, strict=True))


def query(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """The policy's own queries as ``policyc run`` asks them: the quick one, and if it stops, the usual one."""
    import duckdb

    try:
        return _whole(asked(planned(years_of(people)[-1], quick=True), people, threads, output, list(RESULTS)))
    except duckdb.InvalidInputException:
        return usual(people, threads, output)


def usual(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """The policy's own query, as it stands under generated/; only the rows that are not refused."""
    own = f"SELECT * FROM ({planned(years_of(people)[-1])}) WHERE refused IS NULL"
    return _whole(asked(own, people, threads, output, list(RESULTS)))


def by_hand(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """The query written by hand."""
    found = asked(written(years_of(people)[-1]), people, threads, output, list(RESULTS))
    return {rule: int(value) for rule, value in found.items()}


def by_hand_checked(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """The one that refuses rows."""
    own = f"SELECT * FROM ({written_checked(years_of(people)[-1])}) WHERE NOT refused"
    return _whole(asked(own, people, threads, output, list(RESULTS)))


def _whole(sums: Mapping[str, int]) -> dict[str, int]:
    """Sums of 元 and ratios as fen and thousandths."""
    return {rule: int(value * 10 ** RESULTS[rule]) for rule, value in sums.items()}
