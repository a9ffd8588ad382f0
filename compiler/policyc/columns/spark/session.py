"""A session of Spark for one run: overflow raises, nothing is told but what goes wrong, and it is gone afterwards."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from policyc.columns.database import Limits, Progress
from policyc.columns.refusing import CannotRun
from policyc.diagnostics.codes import e1109, e1130
from policyc.diagnostics.core import Words
from policyc.workspace.places import file_span

#: Every query of a policy is one large method, which Java would interpret rather than compile.
JAVA = "-XX:-DontCompileHugeMethods"
#: Queries over many columns are worked out in generated code, and those of many steps taken at all, only where limits are raised.
#: Many steps (WITH …) are not resolved in any time unless each is put in its place first, which is called legacy: it would matter
#: to a query in which an inner step has the name of an outer one, and none does.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.codegen.maxFields": "10000",
    "spark.sql.analyzer.maxIterations": "10000",
    "spark.sql.legacy.ctePrecedencePolicy": "LEGACY",
    "spark.sql.session.timeZone": "UTC",
}
START = {
    "spark.app.name": "policyc",
    "spark.driver.extraJavaOptions": JAVA,
    "spark.executor.extraJavaOptions": JAVA,
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_LOOK = 0.2


@contextmanager
def session(master: str | None, limits: Limits, own: Path) -> Iterator[Any]:
    """A session that raises where a number is too large; one of the program's own, where it has one, else a new one.

    master: ``local[*]`` where None, or so many threads as the limits say. own: a folder for what Java has to say and for tables.
    Raises :class:`CannotRun` where there is no Java, where Spark does not start or does not raise on overflow, and for what goes
    wrong while it works.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    try:
        spark = running.newSession() if running is not None else _started(master, limits, own)
    except (PySparkException, Py4JError, OSError) as error:
        raise CannotRun([e1130.CODE.at(file_span("Spark"), reason=_told(error, own))]) from None
    with _unlogged():
        try:
            for name, value in SETTINGS.items():
                spark.conf.set(name, value)
            _check(spark)
            yield spark
        except (PySparkException, Py4JError) as error:
            raise stopped(error) from None
        finally:
            if running is None:
                with suppress(Exception), warnings.catch_warnings():  # of a gateway that is gone nothing is left to stop
                    warnings.simplefilter("ignore", RuntimeWarning)
                    spark.stop()


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep PySpark from writing every error to the screen before it raises it, and that the user has interrupted it."""
    from pyspark.logger import PySparkLogger

    def told(record: logging.LogRecord) -> bool:
        return "while sending command" not in str(record.msg)

    logger, root, bridge = PySparkLogger.getLogger("SQLQueryContextLogger"), logging.getLogger(), logging.getLogger("py4j")
    before, level = logger.disabled, bridge.level
    logger.disabled = True
    bridge.setLevel(logging.CRITICAL)
    root.addFilter(told)
    try:
        yield
    finally:
        root.removeFilter(told)
        bridge.setLevel(level)
        logger.disabled = before


def _started(master: str | None, limits: Limits, own: Path) -> Any:
    """A new session. Java's first words go to a file: they cannot be kept back otherwise."""
    from pyspark.sql import SparkSession

    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        reason = Words("没有找到 Java；Spark 需要 Java 17 以上", "there is no Java; Spark needs Java 17 or later")
        raise CannotRun([e1130.CODE.at(file_span("Spark"), reason=reason)])
    where = master or f"local[{limits.threads or '*'}]"
    settings = {**START, **SETTINGS, "spark.sql.warehouse.dir": str(own / "tables"), "spark.local.dir": str(own)}
    settings |= _LOCAL if where.startswith("local") else {}
    settings |= {} if limits.memory is None else {"spark.driver.memory": memory(limits.memory)}
    builder = SparkSession.builder.master(where)
    for name, value in settings.items():
        builder = builder.config(name, value)
    with _quiet(own / "java.log"), _interrupted_as_before():
        return builder.getOrCreate()


@contextmanager
def _interrupted_as_before() -> Iterator[None]:
    """Undo that PySpark asks Java to cancel jobs when the user interrupts: it does so amid another question, and both go wrong.

    The session is stopped in any case, and its jobs with it.
    """
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


def memory(text: str) -> str:
    """An amount of memory as Java writes it: 1.5GB is 1536m."""
    found = re.fullmatch(r"([0-9.]+) *([KMGT])i?B", text)
    if found is None:
        reason = Words(f"Spark 的内存要写成 2GB 之类，不能是“{text}”", f"memory for Spark reads 2GB, not {text}")
        raise CannotRun([e1130.CODE.at(file_span("Spark"), reason=reason)])
    each = {"K": 1 / 1024, "M": 1, "G": 1024, "T": 1024 * 1024}[found[2]]
    return f"{max(1, int(float(found[1]) * each))}m"


def _check(spark: Any) -> None:
    """Raises where a number that is too large does not make Spark raise, whatever it says of its settings."""
    from pyspark.errors import PySparkException

    try:
        spark.sql("SELECT id + 9223372036854775807 AS beyond FROM range(1, 2)").collect()
    except PySparkException:
        return
    reason = Words("这个 Spark 数字溢出时不报错（ANSI 模式没有打开）", "this Spark does not raise on overflow (ANSI mode is off)")
    raise CannotRun([e1130.CODE.at(file_span("Spark"), reason=reason)])


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Let what is started meanwhile write its errors to a file."""
    kept, file = os.dup(2), os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.dup2(file, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(file)


def _told(error: Exception, own: Path) -> Words:
    """Why Spark did not start: its own words, and the last ones of Java's."""
    with suppress(OSError):
        lines = [
            line for line in (own / "java.log").read_text("utf-8", "replace").splitlines() if "rror" in line or "xception" in line
        ]
        if lines:
            return Words(lines[-1][:300], lines[-1][:300])
    return Words(*2 * (str(error).strip().partition("\n")[0],))


def stopped(error: Exception) -> CannotRun:
    """What Spark says, told to people."""
    said = str(error).strip()
    hint = Words("把这条信息发给维护者", "report this message to the maintainers")
    if "OutOfMemory" in said or "heap space" in said:
        hint = Words("加大 --memory", "raise --memory")
    elif "No space left" in said:
        hint = Words("检查磁盘空间", "check the space on disk")
    first = said.partition("\n")[0][:300]
    return CannotRun([e1109.CODE.at(file_span("Spark"), reason=Words(first, first), hint=hint)])


@contextmanager
def watched(spark: Any, progress: Progress | None) -> Iterator[None]:
    """Tell how many of the tasks are done while something is worked out."""
    if progress is None:
        yield
        return
    done, show = threading.Event(), progress
    tracker = spark.sparkContext.statusTracker()

    def look() -> None:
        while not done.wait(_LOOK):
            with suppress(Exception):  # a stage may be over between two questions
                stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
                tasks = sum(stage.numTasks for stage in stages if stage)
                if tasks:
                    show(100 * sum(stage.numCompletedTasks for stage in stages if stage) / tasks)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(_LOOK * 5)
