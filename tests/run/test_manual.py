"""What docs/populations.md says to paste."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow.parquet
import pytest

from tests.cli.running import Shell

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "populations.md").read_text("utf-8")


@pytest.fixture
def people(shell: Shell, tmp_path: Path) -> Shell:
    """A workspace with the policies that are shipped, and a few people as Parquet and CSV."""
    shutil.rmtree(tmp_path / "policies")
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    for name in ("people.parquet", "people.csv"):
        assert shell("synth", "zaozhuang_2023", "--rows", 60, "--seed", 1, "-o", name).code == 0
    return shell


@pytest.mark.parametrize("kind", ["pyarrow", "polars", "pandas"])
def test_the_python_of_the_page(people: Shell, kind: str) -> None:
    (block,) = re.findall(r"^## In Python\n\n```python\n(.*?)^```$", PAGE, re.M | re.S)
    table = pyarrow.parquet.read_table("people.parquet")
    frames = {"pyarrow": lambda: table, "polars": lambda: polars.DataFrame(table), "pandas": table.to_pandas}
    frame = frames[kind]()
    names: dict[str, Any] = {"frame": frame}
    exec(compile(block, "docs/populations.md", "exec"), names)
    assert type(names["frame"]) is type(frame) and names["summary"].rows_in == 60
    values = duckdb.execute("SELECT enrolment_aid FROM 'result.parquet'").fetchall()
    column = names["frame"]["enrolment_aid"]
    found = column.to_pylist() if kind == "pyarrow" else list(column)
    assert [value if isinstance(value, Decimal) else None for value in found] == [value for (value,) in values]
    assert any(value is not None for (value,) in values)
    assert names["aid"]["with_a_result"].sum() == sum(value is not None for (value,) in values)
    assert names["aid"]["enrolment_aid"].sum() == sum(value for (value,) in values if value is not None)


def test_the_first_line_of_the_page(people: Shell) -> None:
    line = re.findall(r"^policyc (run zaozhuang_2023 .*)$", PAGE, re.M)[0]
    assert people(*line.split()).code == 0
    assert Path("result.csv").exists() and Path("剔出.csv").exists()
