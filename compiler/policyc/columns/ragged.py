"""A CSV file in which some lines have more or fewer values than there are columns: those lines apart, the others as they are.

DuckDB stops at such a line. It can leave them out, but then what it leaves out depends on where its threads begin to read; so the
file is gone through once more, line by line, by a reader that knows no types and guesses nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyc.columns.converting import SHOWN

#: More lines than this that do not fit are no slips: the file was written with another separator.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Parted:
    """Two files: the lines that fit, each with its place before it; those that do not, with place and reason."""

    whole: Path
    ragged: Path


def parted(path: Path, names: Sequence[str], delimiter: str, near: Path) -> Parted | None:
    """The lines of a file with such a header, as two files in ``near``.

    None where quotes are out of order, so that nobody can tell where a line ends, and where most of the lines do not fit.
    """
    files = Parted(near / "whole.csv", near / "ragged.csv")
    fit = unfit = 0
    try:
        with (
            path.open(encoding="utf-8-sig", newline="") as old,
            files.whole.open("w", encoding="utf-8", newline="") as whole,
            files.ragged.open("w", encoding="utf-8", newline="") as ragged,
        ):
            into_whole, into_ragged = csv.writer(whole, delimiter=delimiter), csv.writer(ragged, delimiter=delimiter)
            into_whole.writerow(["place", *names])
            into_ragged.writerow(["place", "reason", *names])
            rows = csv.reader(old, delimiter=delimiter, strict=True)
            next(rows)
            for place, row in enumerate(_lines(rows, len(names)), 1):
                if len(row) == len(names):
                    fit += 1
                    into_whole.writerow([place, *row])
                elif any("\n" in value or "\r" in value for value in row):
                    return None  # an open quote that another one further down has closed
                else:
                    unfit += 1
                    into_ragged.writerow([place, _reason(row, len(names)), *_filled(row, len(names))])
    except (csv.Error, UnicodeDecodeError):
        return None
    return files if unfit and unfit <= _MOST * (fit + unfit) else None


def _lines(rows: Iterator[list[str]], columns: int) -> Iterator[list[str]]:
    """The lines that are rows: an empty one is a row only where there is one column."""
    for row in rows:
        if row:
            yield row
        elif columns == 1:
            yield [""]


def _reason(row: Sequence[str], columns: int) -> str:
    if len(row) < columns:
        return f"这一行只有{len(row)}个值，表头有{columns}列"
    more = "、".join(row[columns:])
    return f"这一行有{len(row)}个值，表头只有{columns}列，多出“{more[:SHOWN]}”"


def _filled(row: Sequence[str], columns: int) -> list[str]:
    return [*row[:columns], *[""] * (columns - len(row))]
