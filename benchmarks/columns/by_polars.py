"""Polars written by hand: a lazy query, run in its streaming engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.columns.by_duckdb import years_of
from benchmarks.columns.people import FIELDS, MEMBERS, RESULTS


def answers(people: Path) -> Any:
    """The query."""
    import polars as pl

    col, when = pl.col, pl.when

    def lit(value: int) -> Any:
        return pl.lit(value, pl.Int64)

    def among(name: str, values: list[int]) -> Any:
        found: Any = lit(values[-1])
        for word, value in reversed(list(zip(MEMBERS[name], values, strict=True))[:-1]):
            found = when(col(name) == word).then(lit(value)).otherwise(found)
        return found

    def at_level(*values: int) -> Any:
        return among("hospital", list(values))

    def by_kind(*values: Any) -> Any:
        found = values[-1]
        for word, value in reversed(list(zip(MEMBERS["category"], values, strict=True))[:-1]):
            found = when(col("category") == word).then(value).otherwise(found)
        return found

    needy = at_level(900, 825, 725)
    young = when(col("age_now") < 18).then(lit(37000)).otherwise(lit(40000))
    base = by_kind(lit(40000), young, lit(0), lit(20000), lit(20000))
    plain, poor = at_level(20000, 50000, 100000), at_level(0, 0, 30000)
    query = pl.scan_parquet(people).with_columns(
        (col("eligible") * 100).cast(pl.Int64).alias("eligible"),
        among("tier", [56000, 42000, 21000]).alias("central_subsidy"),
        (base * when(col("age_now") >= 80).then(lit(9)).otherwise(lit(10)) // 10).alias("individual_payment"),
        by_kind(plain, plain, poor, poor, at_level(10000, 25000, 50000)).alias("deductible"),
        by_kind(at_level(850, 750, 600), at_level(875, 775, 650), needy, needy, needy).alias("ratio"),
        by_kind(lit(1500000), lit(1500000), lit(750000), lit(750000), lit(750000)).alias("catastrophic_line"),
    )
    above = col("eligible") - col("deductible")
    rate = when(col("referred_out")).then(col("ratio") - 100).otherwise(col("ratio"))
    paid = when(above > 0).then(above).otherwise(lit(0)) * rate
    query = query.with_columns(paid.alias("paid"))
    capped = when(col("paid") > 15_000_000_000).then(lit(15_000_000_000)).otherwise(col("paid"))
    query = query.with_columns(((capped + 500) // 1000).alias("inpatient"))
    query = query.with_columns((col("eligible") - col("inpatient")).alias("out_of_pocket"))
    left = col("out_of_pocket") - col("catastrophic_line")
    query = query.with_columns(when(left > 0).then(left).otherwise(lit(0)).alias("part"))
    part = col("part")
    scale = (
        when(part <= 10_000_000).then(part * 60)
        .when(part <= 20_000_000).then(600_000_000 + (part - 10_000_000) * 65)
        .when(part <= 30_000_000).then(1_250_000_000 + (part - 20_000_000) * 70)
        .otherwise(1_950_000_000 + (part - 30_000_000) * 75)
    )  # fmt: skip
    query = query.with_columns(
        ((scale + 50) // 100).alias("catastrophic_scale"),
        *(lit(0).alias(name) for name in ("consecutive_years", "continuity_count", "available_zero_claims")),
        lit(0).alias("remaining_zero_claims"),
    )
    for year in years_of(people):
        query = _year(query, [col(f"years_{year}_{field}") for field in FIELDS], lit)
    last = pl.coalesce(*(f"years_{year}_enrolled" for year in reversed(years_of(people))))
    bonus = 300_000 * col("continuity_count") + 200_000 * col("available_zero_claims")
    bonus = when(bonus > 8_000_000).then(lit(8_000_000)).otherwise(bonus)
    query = query.with_columns(when(last).then(bonus).alias("bonus"))
    query = query.with_columns((40_000_000 + col("bonus")).alias("catastrophic_cap"))
    lower = col("catastrophic_scale") < col("catastrophic_cap")
    query = query.with_columns(
        when(col("catastrophic_cap").is_null()).then(None).when(lower).then(col("catastrophic_scale"))
        .otherwise(col("catastrophic_cap")).alias("catastrophic")
    )  # fmt: skip
    return query.with_columns((col("inpatient") + col("catastrophic")).alias("total_benefit")).select(*RESULTS)


def _year(query: Any, fields: list[Any], lit: Any) -> Any:
    """The tracks with the record of one year."""
    import polars as pl

    col, when = pl.col, pl.when
    is_in, zero, used = fields
    years, count, left = col("consecutive_years"), col("continuity_count"), col("remaining_zero_claims")
    query = query.with_columns(
        when(is_in.is_null()).then(years).when(is_in).then(years + 1).otherwise(lit(0)).alias("consecutive_years"),
        when(is_in.is_null()).then(col("available_zero_claims")).otherwise(left).alias("available_zero_claims"),
    )
    return query.with_columns(
        when(is_in.is_not_null() & (years > 4)).then(count + 1).otherwise(count).alias("continuity_count"),
        when(is_in.is_null()).then(left).when(used).then(lit(0)).when(is_in & zero)
        .then(col("available_zero_claims") + 1).otherwise(col("available_zero_claims")).alias("remaining_zero_claims"),
    )  # fmt: skip


def run(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """From the file to sums, or to a file of results. How many threads was fixed when Polars was loaded."""
    query = answers(people)
    if output is not None:
        query.sink_parquet(output)
        return {}
    return {name: int(value) for name, value in query.sum().collect(engine="streaming").row(0, named=True).items()}
