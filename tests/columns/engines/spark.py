"""Spark, in a session of its own on this machine; raising on overflow (ANSI), which is checked."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from policyc.columns.spark.session import JAVA, SETTINGS
from policyc.targets.columns.dialects import Dialect
from tests.columns.engines import ROW, Refusing, Unavailable

_SETTINGS = {
    **SETTINGS,
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": JAVA,
    "spark.driver.memory": "2g",
}


class Spark:
    """A local session."""

    dialect: Dialect = "spark"

    def __init__(self) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise Unavailable("pyspark is not installed") from None
        if shutil.which("java") is None:
            raise Unavailable("Java is not installed here")
        self._folder = Path(tempfile.mkdtemp(prefix="policyc-spark-"))
        builder = SparkSession.builder.master("local[2]").config("spark.sql.warehouse.dir", str(self._folder / "warehouse"))
        for name, value in _SETTINGS.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        assert self._session.conf.get("spark.sql.ansi.enabled") == "true"

    def run(self, query: str, people: Any) -> dict[str, list[object]]:
        """See :class:`tests.columns.engines.Engine`."""
        from pyspark.errors import PySparkException

        path = self._folder / "people.parquet"
        pq.write_table(people, path)
        try:
            self._session.read.parquet(str(path)).createOrReplaceTempView("people")
            found = self._session.sql(query).orderBy(ROW).toArrow()
        except PySparkException as error:
            raise Refusing(str(error)) from error
        columns: dict[str, list[object]] = found.to_pydict()
        return columns

    def close(self) -> None:
        """See :class:`tests.columns.engines.Engine`."""
        self._session.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
