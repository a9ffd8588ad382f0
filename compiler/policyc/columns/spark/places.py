"""Files and folders of files that Spark reads and writes.

What Spark writes is a folder. It is written beside its place and takes it when everything is done.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from policyc.columns.places import Kind, Place
from policyc.columns.refusing import CannotRun
from policyc.diagnostics.codes import e1106, e1107
from policyc.diagnostics.core import Code, Words
from policyc.workspace.places import file_span

#: What Spark puts into a folder that is whole.
_WHOLE = "_SUCCESS"
#: What Spark takes for a pattern of several files.
_PATTERN = frozenset("*?[]{}\\")


def check_places(given: Place, wanted: Sequence[Place]) -> None:
    """Raises :class:`CannotRun` where one of the places cannot be read or written."""
    _check(given, _unreadable(given), e1106.CODE)
    taken = [given]
    for place in wanted:
        _check(place, _unwritable(place, taken), e1107.CODE)
        taken.append(place)


def address(path: Path) -> str:
    """How Spark is told of a file on this machine, whatever its own file system is."""
    return f"file://{path}"


def _check(place: Place, reason: Words | None, code: Code) -> None:
    if place.kind is Kind.DUCKDB:
        reason = Words("Spark 只读写 Parquet 和 CSV", "Spark reads and writes Parquet and CSV")
    elif _PATTERN & set(str(place.path)):
        reason = reason or Words(
            "路径里有 * ? [ ] { } \\，Spark 会当成通配符", "Spark takes * ? [ ] { } \\ in a path for a pattern"
        )
    if reason is not None:
        raise CannotRun([code.at(file_span(place.shown), reason=reason)])


def _unreadable(place: Place) -> Words | None:
    if not place.path.exists():
        return Words("找不到这个文件", "no such file")
    if not os.access(place.path, os.R_OK):
        return Words("没有读取的权限", "no permission to read it")
    if place.kind is Kind.CSV and place.path.is_dir():
        return Words("CSV 只能读一个文件；一个文件夹的数据请用 Parquet", "of CSV one file can be read: use Parquet for folders")
    return None


def _unwritable(place: Place, taken: Sequence[Place]) -> Words | None:
    if place.path.is_dir() and not (place.path / _WHOLE).exists() and any(place.path.iterdir()):
        return Words("这个文件夹里有别的东西", "the folder holds something else")
    if place.path.exists() and not place.path.is_dir():
        return Words("Spark 的结果是文件夹，这里已有同名的文件", "Spark writes a folder, and there is a file of that name")
    if not place.path.parent.is_dir():
        return Words(f"没有文件夹 {place.path.parent}", f"there is no folder {place.path.parent}")
    if not os.access(place.path.parent, os.W_OK):
        return Words("没有写入的权限", "no permission to write there")
    if clash := next((other for other in taken if _within(place.path, other.path)), None):
        return Words(f"与“{clash.shown}”是同一个文件，请换一个名字", f"it is the same as {clash.shown}: choose another name")
    return None


def _within(one: Path, other: Path) -> bool:
    """Whether they are the same, or one lies in the other."""
    first, second = Path(os.path.realpath(one)), Path(os.path.realpath(other))
    return first == second or first in second.parents or second in first.parents


def beside(path: Path) -> Path:
    """Another folder in the same folder."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.tmp")


def publish(made: Path, path: Path) -> None:
    """Let a folder take its place; what was there before goes when it has."""
    old = beside(path)
    if path.exists():
        os.replace(path, old)  # noqa: PTH105
    os.replace(made, path)  # noqa: PTH105
    shutil.rmtree(old, ignore_errors=True)
