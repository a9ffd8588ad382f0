"""The people of the benchmark: made up from the policy itself, read as arrays by those who reckon with arrays.

Amounts are fen, members of enums their places, answers of a year 1, 0 or, where there is no record, -1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

POLICY = Path(__file__).parents[1] / "policies" / "population.pol"
FIRST, LAST = 2026, 2035
MEMBERS = {
    "tier": ("west", "central", "east"),
    "category": ("ordinary", "student", "destitute", "aided", "monitored"),
    "hospital": ("first", "second", "third"),
}
FIELDS = ("enrolled", "zero_claim", "bonus_used")
#: The results, and how many decimal places they have. The last five are NULL for who is not enrolled, or never was.
RESULTS = {
    "central_subsidy": 2, "individual_payment": 2, "deductible": 2, "ratio": 3, "inpatient": 2, "out_of_pocket": 2,
    "catastrophic_line": 2, "catastrophic_scale": 2, "consecutive_years": 0, "continuity_count": 0,
    "available_zero_claims": 0, "remaining_zero_claims": 0, "bonus": 2, "catastrophic_cap": 2, "catastrophic": 2,
    "total_benefit": 2,
}  # fmt: skip
CONDITIONAL = ("bonus", "catastrophic_cap", "catastrophic", "total_benefit")
BATCH = 65_536


@dataclass(frozen=True, slots=True)
class People:
    """Some people as arrays. records: of each field an array a year."""

    tier: Any
    category: Any
    age: Any
    hospital: Any
    referred: Any
    eligible: Any
    records: Mapping[str, tuple[Any, ...]]


def make(path: Path, rows: int, *, edges: int = 0, last: int = LAST, policy: Path = POLICY) -> None:
    """Write people who meet the policy's input contract, with records up to a year. edges: boundary cases in front."""
    from policyc.diagnostics.core import Diagnostic
    from policyc.workspace.compiling import compile_path
    from policyc.workspace.populations import made_up, write_file

    compiled = compile_path(policy).policy
    assert compiled is not None
    people = made_up([compiled], 1, {"参保年度": range(FIRST, last + 1)}, edges)
    assert not isinstance(people, Diagnostic), people
    write_file(people, rows, path)


def complete(path: Path) -> None:
    """Leave out whoever lacks an input, or an answer in a year that has a record: what is written by hand does not know them."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    years = sorted({name.removesuffix("_enrolled") for name in table.schema.names if name.endswith("_enrolled")})
    kept = pc.is_valid(table["tier"])
    for name in ("category", "age_now", "hospital", "referred_out", "eligible"):
        kept = pc.and_(kept, pc.is_valid(table[name]))
    for year in years:
        said = [pc.is_valid(table[f"{year}_{field}"]) for field in FIELDS]
        for other in said[1:]:
            kept = pc.and_(kept, pc.equal(said[0], other))
    pq.write_table(table.filter(kept), path, store_decimal_as_integer=True)


#: What no file of people should hold, but some do.
WRONG = (
    {"tier": "north"}, {"category": "nobody"}, {"hospital": "fourth"}, {"age_now": -1}, {"age_now": 121},
    {"eligible": Decimal("-0.01")}, {"eligible": Decimal("10000000.01")},
    {f"years_{FIRST + 1}_enrolled": True, **dict.fromkeys((f"years_{FIRST + 2}_{field}" for field in FIELDS), None),
     f"years_{FIRST + 3}_zero_claim": False},
)  # fmt: skip


def spoil(path: Path) -> None:
    """Put something wrong into each tenth row."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    rows = table.to_pylist()
    for place, row in enumerate(rows[::10]):
        row |= WRONG[place % len(WRONG)]
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path, store_decimal_as_integer=True)


def tables(path: Path, rows: int = BATCH) -> Iterator[pa.RecordBatch]:
    """The file in pieces, texts as places in lists of words."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, read_dictionary=list(MEMBERS)) as file:
        names = [name for name in file.schema_arrow.names if name != "person_id"]
        yield from file.iter_batches(rows, columns=names, use_threads=False)


def decoded(batch: pa.RecordBatch) -> People:
    """A piece of the file as arrays."""
    import numpy as np

    def places(name: str) -> Any:
        column = batch.column(name)
        order = np.array([MEMBERS[name].index(word) for word in column.dictionary.to_pylist()], np.int8)
        return order[column.indices.to_numpy()]

    def answer(name: str) -> Any:
        return batch.column(name).cast("int8").fill_null(-1).to_numpy(zero_copy_only=False)

    eligible = batch.column("eligible")
    halves = np.frombuffer(eligible.buffers()[1], np.int64).reshape(-1, 2)
    last = max(int(name.split("_")[1]) for name in batch.schema.names if name.startswith("years_"))
    return People(
        places("tier"),
        places("category"),
        batch.column("age_now").to_numpy(),
        places("hospital"),
        batch.column("referred_out").to_numpy(zero_copy_only=False),
        halves[eligible.offset : eligible.offset + len(eligible), 0],
        {field: tuple(answer(f"years_{year}_{field}") for year in range(FIRST, last + 1)) for field in FIELDS},
    )


def everyone(path: Path) -> People:
    """The whole file as arrays."""
    import numpy as np

    parts = [decoded(batch) for batch in tables(path)]
    first = parts[0]
    names = ("tier", "category", "age", "hospital", "referred", "eligible")
    arrays: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    years = range(len(first.records["enrolled"]))
    records = {field: tuple(np.concatenate([part.records[field][y] for part in parts]) for y in years) for field in FIELDS}
    return People(**arrays, records=records)


class Sums:
    """The results' sums over everybody who has one."""

    def __init__(self) -> None:
        self.found = dict.fromkeys(RESULTS, 0)

    def add(self, results: Mapping[str, Any], applies: Any) -> None:
        """Those of some people. applies: who has the conditional results."""
        for name, values in results.items():
            self.found[name] += int(values.sum(where=applies) if name in CONDITIONAL else values.sum())


def table(results: Mapping[str, Any], applies: Any) -> pa.Table:
    """Results as a table of whole numbers: fen, thousandths, times."""
    import pyarrow as pa

    return pa.table({n: pa.array(v, pa.int64(), mask=~applies if n in CONDITIONAL else None) for n, v in results.items()})


def in_turn(work: Any, pieces: Iterator[Any], threads: int) -> Iterator[Any]:
    """What a function makes of pieces, in order, a few at a time."""
    if threads == 1:
        yield from map(work, pieces)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: list[Any] = []
        for piece in pieces:
            waiting.append(pool.submit(work, piece))
            if len(waiting) > 2 * threads:
                yield waiting.pop(0).result()
        yield from (one.result() for one in waiting)


def finished(answers: Iterator[tuple[Mapping[str, Any], Any]], output: Path | None) -> dict[str, int]:
    """The sums of answers, or none when they are written to a file."""
    sums = Sums()
    if output is None:
        for results, applies in answers:
            sums.add(results, applies)
        return sums.found
    import pyarrow.parquet as pq

    writer = None
    for results, applies in answers:
        part = table(results, applies)
        writer = writer or pq.ParquetWriter(output, part.schema)
        writer.write_table(part)
    assert writer is not None
    writer.close()
    return {}
