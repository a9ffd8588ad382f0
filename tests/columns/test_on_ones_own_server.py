"""The generated file as a bureau uses it: a table of people, and the query as a view over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from policyc.columns.policies import policy_of
from tests.columns.answers import ROOT
from tests.columns.engines import engine_or_skip
from tests.columns.engines.postgres import Postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """PostgreSQL, or a skip."""
    found = engine_or_skip("postgres")
    assert isinstance(found, Postgres)
    yield found
    found.close()


def test_a_view_over_a_table_of_people(server: Postgres) -> None:
    query = (ROOT / "generated" / "cn_2023.postgres.sql").read_text("utf-8")
    server.execute("CREATE TABLE people (姓名 text, tier text)")
    server.execute("INSERT INTO people VALUES ('甲', '西部'), ('乙', 'central'), ('丙', '北部'), ('丁', NULL)")
    server.execute(f"CREATE VIEW results AS\n{query}")
    accepted = server.execute("SELECT 姓名, central_subsidy FROM results WHERE refused IS NULL ORDER BY tier")
    assert accepted == [("乙", Decimal("384.00")), ("甲", Decimal("512.00")), ("丁", None)]
    refused = server.execute("SELECT 姓名, refused, central_subsidy FROM results WHERE refused IS NOT NULL")
    assert refused == [("丙", "“分档”应为西部、中部或东部", None)]
    server.execute("DROP VIEW results")
    server.execute("DROP TABLE people")


def test_the_table_that_the_documentation_makes(server: Postgres) -> None:
    """It has the policy's inputs, as ``policyc synth`` writes them, in types that the query takes."""
    page = (ROOT / "docs" / "populations.md").read_text("utf-8")
    (table,) = re.findall(r'"(CREATE TABLE people \(.*?\))"', page)
    policy = policy_of(str(ROOT / "policies" / "zaozhuang" / "2023.pol"))
    columns = ["person_id", *(declared.alias for declared in policy.inputs)]
    assert re.findall(r"(\w+) (?:bigint|text|boolean|date)", table) == columns
    server.execute(table)
    server.execute("INSERT INTO people (tier, category, paid_on) VALUES ('西部', '特困人员', DATE '2023-03-01')")
    query = (ROOT / "generated" / "zaozhuang_2023.postgres.sql").read_text("utf-8")
    assert server.execute(f"SELECT central_subsidy, refused FROM ({query}) AS results") == [(Decimal("512.00"), None)]
    server.execute("DROP TABLE people")
