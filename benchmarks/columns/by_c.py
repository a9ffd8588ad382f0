"""A loop in C (loop.c) over decoded arrays, built with gcc -O2."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.columns.people import FIELDS, RESULTS, People, decoded, finished, in_turn, tables


@cache
def library() -> Any:
    """The loop, built once a process."""
    folder = Path(tempfile.mkdtemp(prefix="policyc-loop-"))
    source = Path(__file__).with_name("loop.c")
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", str(folder / "loop.so"), str(source)], check=True)
    return ctypes.CDLL(str(folder / "loop.so")).calculate


def calculated(people: People, threads: int = 1) -> tuple[Mapping[str, Any], Any]:
    """The results of some people, and who has the conditional ones."""
    import numpy as np

    rows, years = len(people.age), len(people.records["enrolled"])
    kinds = (np.int8, np.int8, np.int64, np.int8, np.uint8, np.int64)
    raw = (people.tier, people.category, people.age, people.hospital, people.referred, people.eligible)
    given = [np.ascontiguousarray(array, kind) for array, kind in zip(raw, kinds, strict=True)]
    records = [np.ascontiguousarray(people.records[field][y], np.int8) for y in range(years) for field in FIELDS]
    found = {name: np.empty(rows, np.int64) for name in RESULTS}
    applies = np.empty(rows, np.uint8)
    work = library()

    def at(arrays: Any) -> Any:
        return (ctypes.c_void_p * len(arrays))(*(array.ctypes.data for array in arrays))

    def part(number: int) -> None:
        ends = (ctypes.c_int64(rows * n // threads) for n in (number, number + 1))
        places = [ctypes.c_void_p(array.ctypes.data) for array in given]
        work(*ends, years, *places, at(records), at(list(found.values())), ctypes.c_void_p(applies.ctypes.data))

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, range(threads)))
    return found, applies.view(np.bool_)


def run(people: Path, threads: int, output: Path | None) -> dict[str, int]:
    """From the file to sums, or to a file of results: most of it is reading."""
    library()
    return finished(in_turn(lambda batch: calculated(decoded(batch)), tables(people), threads), output)
