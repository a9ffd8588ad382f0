"""Polars by hand once more, with what policyc's query does beside reckoning, as by_hand_checked.sql has it.

People who do not meet the input contract are left out, what lacks something that it needs is null, and amounts are 元.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.columns.by_duckdb import years_of
from benchmarks.columns.people import FIELDS, MEMBERS, RESULTS


def answers(people: Path) -> Any:
    """The query."""
    import polars as pl

    col, when = pl.col, pl.when
    years = years_of(people)
    query = pl.scan_parquet(people).with_columns(*(_numbered(name) for name in MEMBERS), *(_recorded(year) for year in years))
    query = query.filter(~_refused(years)).with_columns((col("eligible") * 100).cast(pl.Int64).alias("eligible"))
    kind, level, age = col("category_no"), col("hospital_no"), col("age_now")
    base = when(kind >= 3).then(_lit(20000)).when((kind == 1) & (age < 18)).then(_lit(37000)).otherwise(_lit(40000))
    paid = base * when(age >= 80).then(_lit(9)).otherwise(_lit(10)) // 10
    query = query.with_columns(
        _looked_up(col("tier_no"), (56000, 42000, 21000)).alias("central_subsidy"),
        when(kind == 2).then(_lit(0)).when(kind.is_not_null() & age.is_not_null()).then(paid).alias("individual_payment"),
        _by_both(kind, level, [(20000, 50000, 100000)] * 2 + [(0, 0, 30000)] * 2 + [(10000, 25000, 50000)]).alias("deductible"),
        _by_both(kind, level, [(850, 750, 600), (875, 775, 650), *[(900, 825, 725)] * 3]).alias("ratio"),
        _looked_up(kind, (1_500_000, 1_500_000, 750_000, 750_000, 750_000)).alias("catastrophic_line"),
    )
    rate = when(col("referred_out")).then(col("ratio") - 100).when(~col("referred_out")).then(col("ratio"))
    query = query.with_columns((_over("eligible", "deductible") * rate).alias("paid"))
    capped = when(col("paid") > 15_000_000_000).then(_lit(15_000_000_000)).otherwise(col("paid"))
    query = query.with_columns(((capped + 500) // 1000).alias("inpatient"))
    query = query.with_columns((col("eligible") - col("inpatient")).alias("out_of_pocket"))
    query = query.with_columns(_over("out_of_pocket", "catastrophic_line").alias("part"))
    part = col("part")
    scale = (
        when(part <= 10_000_000).then(part * 60)
        .when(part <= 20_000_000).then(600_000_000 + (part - 10_000_000) * 65)
        .when(part <= 30_000_000).then(1_250_000_000 + (part - 20_000_000) * 70)
        .otherwise(1_950_000_000 + (part - 30_000_000) * 75)
    )  # fmt: skip
    counts = ("consecutive_years", "continuity_count", "available_zero_claims", "remaining_zero_claims")
    query = query.with_columns(((scale + 50) // 100).alias("catastrophic_scale"), *(_lit(0).alias(name) for name in counts))
    for year in years:
        query = _year(query, year)
    last: Any = None
    for year in years:
        last = when(col(f"in_{year}")).then(col(f"years_{year}_enrolled")).otherwise(last)
    bonus = 300_000 * col("continuity_count") + 200_000 * col("available_zero_claims")
    bonus = when(bonus > 8_000_000).then(_lit(8_000_000)).otherwise(bonus)
    query = query.with_columns(when(last).then(bonus).alias("bonus"))
    query = query.with_columns((40_000_000 + col("bonus")).alias("catastrophic_cap"))
    scale, cap = col("catastrophic_scale"), col("catastrophic_cap")
    query = query.with_columns(when(scale < cap).then(scale).when(scale >= cap).then(cap).alias("catastrophic"))
    query = query.with_columns((col("inpatient") + col("catastrophic")).alias("total_benefit"))
    return query.select(_unit(name, places) for name, places in RESULTS.items())


def _lit(value: int) -> Any:
    import polars as pl

    return pl.lit(value, pl.Int64)


def _numbered(name: str) -> Any:
    """The place of a word among its enum's; null where it is none of them."""
    import polars as pl

    return _looked_up(pl.col(name), range(len(MEMBERS[name])), MEMBERS[name]).alias(f"{name}_no")


def _looked_up(key: Any, values: Sequence[Any], keys: Sequence[Any] | None = None) -> Any:
    """The value that stands at a place, or beside a key."""
    import polars as pl

    found: Any = None
    for one, value in reversed(list(zip(keys or range(len(values)), values, strict=True))):
        found = pl.when(key == one).then(_lit(value) if isinstance(value, int) else value).otherwise(found)
    return found


def _by_both(kind: Any, level: Any, rows: Sequence[tuple[int, int, int]]) -> Any:
    return _looked_up(kind, [_looked_up(level, row) for row in rows])


def _over(amount: str, line: str) -> Any:
    import polars as pl

    above = pl.col(amount) - pl.col(line)
    return pl.when(above > 0).then(above).when(above <= 0).then(_lit(0))


def _recorded(year: int) -> Any:
    import polars as pl

    return pl.any_horizontal(pl.col(f"years_{year}_{field}").is_not_null() for field in FIELDS).alias(f"in_{year}")


def _refused(years: Sequence[int]) -> Any:
    import polars as pl

    col = pl.col
    unknown = [col(name).is_not_null() & col(f"{name}_no").is_null() for name in MEMBERS]
    outside = [~col("age_now").is_between(0, 120), ~col("eligible").is_between(Decimal(0), Decimal(10_000_000))]
    first, *later = years
    starts = col(f"in_{first}").cast(pl.Int8)
    for year in later:
        starts += (col(f"in_{year}") & ~col(f"in_{year - 1}")).cast(pl.Int8)
    return pl.any_horizontal(*unknown, *(one.fill_null(value=False) for one in outside), starts > 1)


def _year(query: Any, year: int) -> Any:
    """The tracks with the record of one year."""
    import polars as pl

    col, when = pl.col, pl.when
    there, (is_in, zero, used) = col(f"in_{year}"), (col(f"years_{year}_{field}") for field in FIELDS)
    years, count = col("consecutive_years"), col("continuity_count")
    available, remaining = col("available_zero_claims"), col("remaining_zero_claims")
    query = query.with_columns(
        when(~there).then(years).when(is_in).then(years + 1).when(~is_in).then(_lit(0)).alias("consecutive_years"),
        when(there).then(remaining).otherwise(available).alias("available_zero_claims"),
    )
    gained = when(is_in & zero).then(available + 1).otherwise(available)
    return query.with_columns(
        when(~there).then(count).when(years > 4).then(count + 1).when(years <= 4).then(count).alias("continuity_count"),
        when(~there).then(remaining)
        .when(is_in.is_null() | (is_in & zero.is_null())).then(None)
        .when(used).then(_lit(0))
        .when(~used).then(gained).alias("remaining_zero_claims"),
    )  # fmt: skip


def _unit(name: str, places: int) -> Any:
    import polars as pl

    if not places:
        return pl.col(name)
    amount = pl.col(name).cast(pl.Decimal(16, 0)) * pl.lit(Decimal(1).scaleb(-places))
    return amount.cast(pl.Decimal(18, places)).alias(name)


def run(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """From the file to sums, or to a file of results. How many threads was fixed when Polars was loaded."""
    query = answers(people)
    if output is not None:
        query.sink_parquet(output)
        return {}
    found = query.sum().collect(engine="streaming").row(0, named=True)
    return {name: int(value * 10 ** RESULTS[name]) for name, value in found.items()}
