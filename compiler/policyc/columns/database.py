"""DuckDB for one run: in memory, shut in, its work bounded and its progress seen.

Only the files of the run can be read or written; nothing is installed or loaded over the net; settings are locked before a row
is read.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyc.columns import quoting
from policyc.columns.refusing import CannotRun
from policyc.diagnostics.codes import e1106, e1109
from policyc.diagnostics.core import Words
from policyc.workspace.places import file_span

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Attachment:
    """A database of the run: its name in SQL, the file, and whether it is only read."""

    name: str
    path: Path
    read_only: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of the machine a run may take: so many threads, so much memory ("1GB"). None leaves it to DuckDB: all cores,
    four fifths of the memory.
    """

    threads: int | None = None
    memory: str | None = None


UNBOUNDED = Limits()

Progress = Callable[[float], None]
#: What to do where a file cannot be written.
NO_PLACE = Words("检查磁盘空间和文件夹的权限", "check the space on disk and the permissions of the folder")
#: How often one looks whether the user wants to stop, in seconds.
_LOOK = 0.1


@contextmanager
def database(
    shown: str, paths: Sequence[Path], attached: Sequence[Attachment], spill: Path, limits: Limits
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that knows these files and no others. shown: what the user calls the file that is read.

    spill: the folder for what does not fit into memory. Raises :class:`CannotRun` for a setting that DuckDB does not take and for
    what goes wrong while it works.
    """
    import duckdb

    try:
        with shut(paths, attached, spill, limits) as connection:
            yield connection
    except duckdb.Error as error:
        raise stopped(error, shown) from None


@contextmanager
def shut(
    paths: Sequence[Path], attached: Sequence[Attachment], spill: Path, limits: Limits
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, for whom DuckDB's own errors are right."""
    import duckdb

    config: dict[str, Any] = {
        "async_threads": 0,  # with any, DuckDB 2.0 may wait for itself for ever when a query ends that writes a file
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(spill),
        "python_enable_replacements": False,
    }
    config |= {} if limits.threads is None else {"threads": limits.threads}
    config |= {} if limits.memory is None else {"memory_limit": limits.memory}
    connection = duckdb.connect(":memory:", config=config)
    try:
        for one in attached:
            mode = " (READ_ONLY)" if one.read_only else ""
            connection.execute(f"ATTACH {quoting.text(str(one.path))} AS {quoting.name(one.name)}{mode}")
        _shut(connection, [*paths, *(beside for one in attached for beside in _beside(one.path))], spill)
        yield connection
    finally:
        connection.close()


def _shut(connection: duckdb.DuckDBPyConnection, paths: Sequence[Path], spill: Path) -> None:
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    # Of `x IN (…)` with many words DuckDB makes a join, after which rows stand in another order, and results beside other rows.
    connection.execute("SET disabled_optimizers = 'in_clause'")
    allowed = [name for path in paths for name in (str(path), quoting.literal(str(path)))]
    connection.execute(f"SET allowed_paths = {quoting.texts(dict.fromkeys(allowed))}")
    connection.execute(f"SET allowed_directories = {quoting.texts([str(spill)])}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _beside(path: Path) -> Iterator[Path]:
    """A database and what it keeps beside itself while it is written to."""
    yield from (path.with_name(path.name + ending) for ending in ("", ".wal", ".wal.checkpoint", ".wal.recovery"))


def work(connection: duckdb.DuckDBPyConnection, sql: str, progress: Progress | None = None) -> list[tuple[Any, ...]]:
    """Run a statement and give its rows. It can be interrupted: then it ends at once, and KeyboardInterrupt goes on up."""
    return together([(connection, sql)], progress)[0]


def together(
    jobs: Sequence[tuple[duckdb.DuckDBPyConnection, str]], progress: Progress | None = None
) -> list[list[tuple[Any, ...]]]:
    """Run statements side by side, each in a database of its own, and give the rows of each. The first that fails stops all."""
    rows: list[list[tuple[Any, ...]]] = [[] for _ in jobs]
    failed: list[BaseException] = []
    done = [threading.Event() for _ in jobs]  # a thread that is joined in vain counts as ended in some Pythons

    def run(place: int) -> None:
        connection, sql = jobs[place]
        try:
            rows[place].extend(connection.execute(sql).fetchall())
        except BaseException as error:
            failed.append(error)
        finally:
            done[place].set()

    for place in range(len(jobs)):
        threading.Thread(target=run, args=(place,), daemon=True).start()
    try:
        while (waited := next((one for one in done if not one.is_set()), None)) and not failed:
            if not waited.wait(_LOOK) and progress is not None:
                progress(max(sum(connection.query_progress() for connection, _ in jobs) / len(jobs), 0.0))
        if failed:
            raise failed[0]
    except BaseException:
        while not all(one.is_set() for one in done):  # an impatient user interrupts again
            with suppress(KeyboardInterrupt):
                for connection, _ in jobs:
                    connection.interrupt()
                next((one for one in done if not one.is_set()), done[0]).wait(_LOOK)
        failed.clear()  # what it holds leads back to it: the databases would outlive the run
        raise
    return rows


def stopped(error: Exception, shown: str) -> CannotRun:
    """What DuckDB says, told to people: the file is at fault, or the machine. DuckDB's own advice is about DuckDB."""
    said, kind = str(error), type(error).__name__
    if found := re.search(r"CSV Error on Line: (\d+)", said):
        return CannotRun([e1106.CODE.at(file_span(shown), reason=_broken_line(int(found[1]), said))])
    if "No magic bytes" in said or ("Parquet" in said and "InvalidInput" in kind):
        reason = Words("不是 Parquet 文件，或已损坏", "no Parquet file, or damaged")
        return CannotRun([e1106.CODE.at(file_span(shown), reason=reason)])
    if "lock on file" in said:
        reason = Words("正被别的程序使用，先关掉那个程序", "another program is using it: close that first")
        return CannotRun([e1106.CODE.at(file_span(shown), reason=reason)])
    told: Words | str = said.partition("\n")[0]
    hint = Words("把这条信息发给维护者", "report this message to the maintainers")
    if "OutOfMemory" in kind:
        told = _too_little(said)
        hint = Words("加大 --memory，或用 --rules 少算几条规则", "raise --memory, or ask for fewer rules with --rules")
    elif "IO" in kind:
        hint = NO_PLACE
    return CannotRun([e1109.CODE.at(file_span(shown), reason=told, hint=hint)])


def _too_little(said: str) -> Words:
    found = re.search(r"/([\d.]+ \w+) used", said)
    room = found[1] if found else ""
    return (
        Words(f"可用的内存（{room}）放不下", f"it does not fit into {room} of memory")
        if room
        else Words("内存不够", "no memory left")
    )


def _broken_line(line: int, said: str) -> Words:
    if "unicode" in said:
        return Words(f"第{line}行不是 UTF-8 文字", f"line {line} is not UTF-8")
    return Words(
        f"第{line}行的列数与表头不同，或引号不成对", f"line {line} has not as many columns as the header, or an open quote"
    )


def bar(label: str) -> Progress | None:
    """A line on standard error that says how far it is, where that is a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(percent: float) -> None:
        sys.stderr.write(f"\r{label} {percent:3.0f}%")
        sys.stderr.flush()

    return show
