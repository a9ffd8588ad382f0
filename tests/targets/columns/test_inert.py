"""Nothing that a policy says becomes SQL: which nodes a query has at all, and what hostile texts in it come to in each engine."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from policyc.model.policy import Policy
from policyc.targets.columns.dialects import DIALECTS
from policyc.targets.columns.files import render_files
from policyc.targets.columns.plan import Plan, plan
from tests.columns.answers import ROOT
from tests.columns.engines import Engine, engine_or_skip
from tests.columns.engines.postgres import Postgres
from tests.columns.identity import EVERY_CONSTRUCT, SHIPPED, compare, compiled, plan_of
from tests.columns.rows import Row, layout, table
from tests.targets.columns.running import policy_of
from tests.targets.columns.test_columns import HEAD

HISTORIES = ROOT / "tests" / "language" / "history" / "good" / "last_record.pol"
POLICIES = (*SHIPPED, EVERY_CONSTRUCT, HISTORIES)

#: All that a query may be made of: nothing that rounds, divides into decimals, passes over NULL, or differs between engines.
ALLOWED = frozenset(
    {
        exp.Select, exp.Star, exp.From, exp.Table, exp.With, exp.CTE, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier,
        exp.Literal, exp.Boolean, exp.Null, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Cast, exp.DataType,
        exp.DataTypeParam, exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Between, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT,
        exp.GTE, exp.Add, exp.Sub, exp.Mul, exp.IntDiv, exp.Mod, exp.Neg, exp.Paren, exp.Extract, exp.Var, exp.DateDiff,
        exp.Anonymous,
    }
)  # fmt: skip
FUNCTIONS = frozenset({"MAKE_DATE"})
PARTS = frozenset({"YEAR", "MONTH", "DAY"})
EXACT = frozenset({"BIGINT", "INT", "INT128", "TINYINT", "DECIMAL", "DATE", "BOOLEAN", "VARCHAR"})

#: What would get out of a comment or a string, or would be replaced, in one engine or another.
HOSTILE = (
    "*/ DROP TABLE people; --",
    "'; DROP TABLE people; --",
    "/* /*+ BROADCAST(people) */",
    "\\\\'; DROP TABLE people; --",
    "${spark.app.name} ${env:HOME} ${system:user.home}",
    "$$ || 1 || $$ $1 ? :x %s @x",
    '\\"; SELECT 1; \\"',
    "\\\\",
)


def _plan_of(path: Path, kind: str) -> Plan:
    """The query as written, as DuckDB or Spark run it, or the quick one, of those inputs that come at even places or of all."""
    made, years = plan_of(compiled(path))
    scalars = [column.name for column in made.inputs if column.history is None]
    filled = {"quick": scalars, "half": scalars[::2]}.get(kind)
    return made if kind == "usual" else plan(made.policy, None, years, filled, tuned=kind != "merged", merged=kind == "merged")


@pytest.mark.parametrize("kind", ["usual", "tuned", "merged", "quick", "half"])
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_what_a_query_is_made_of(path: Path, kind: str) -> None:
    made = _plan_of(path, kind)
    seen = list(made.query.walk())
    assert {type(node) for node in seen} <= ALLOWED
    for node in seen:
        match node:
            case exp.Anonymous():
                assert node.name in FUNCTIONS
            case exp.Cast():
                assert type(node) is exp.Cast and node.to.this.name in EXACT, node
                assert not node.to.is_type("DECIMAL") or len(node.to.expressions) == 2, "places are said"
            case exp.Var():
                assert node.name in PARTS
            case exp.Literal() if not node.is_string:
                assert node.name.replace(".", "", 1).isdigit()
            case exp.Identifier():
                assert node.name.isascii() and node.name.replace("_", "a").isalnum()


@pytest.mark.parametrize("kind", ["usual", "tuned", "merged", "quick", "half"])
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name + "-" + path.stem)
def test_fractions_only_where_numbers_come_in_and_go_out(path: Path, kind: str) -> None:
    made = _plan_of(path, kind)
    for place, step in enumerate(made.query.ctes):
        if step.alias not in ("given", "given_1") and (kind == "usual" or place > 0):
            for cast in step.find_all(exp.Cast):
                assert not cast.to.is_type("DECIMAL") or cast.to.expressions[1].name == "0", step.alias
            figures = [literal for literal in step.find_all(exp.Literal) if not literal.is_string]
            assert all(figure.name.isdigit() for figure in figures), step.alias


def hostile(text: str) -> Policy:
    """A policy that says something in every place where texts stand."""
    return policy_of(
        HEAD.replace('"试例（虚构）"', f'"{text}"').replace('"试〔2024〕1号"', f'"{text}"').replace('"试例局"', f'"{text}"')
        + f"""enum 人群 as people {{ 甲 as select, 乙 as union }}
input 类别 as order : 人群
input 人数 as count : 人 in 0人 .. 10人
require 人数 >= 1人 because "{text}"
clause 文 "{text}" {{
  rule 标准 as group = match 类别 {{ 甲 -> 1元  乙 -> unspecified quote "{text}" }} quote "{text}"
  rule 给定 as given only when 人数 >= 2人 = 标准 + 1元 quote "{text}"
  rule 检查 as checked = 给定 + 1元
}}
"""
    )


@pytest.fixture(scope="module", params=["duckdb", "postgres", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine that is installed."""
    found = engine_or_skip(request.param)
    yield found
    found.close()


def _rows(policy: Policy) -> list[Row]:
    members = [None, *policy.enums[0].members]
    return [{"order": member, "count": None if n is None else Fraction(n)} for member in members for n in (None, 0, 1, 2)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_told(engine: Engine, text: str) -> None:
    policy = hostile(text)
    made = plan(policy)
    compared = compare(made, engine, _rows(policy))
    assert compared.differing == []
    assert compared.kinds["refused"] and compared.kinds["待定"] and compared.kinds["value"]
    told = text.replace('\\"', '"').replace("\\\\", "\\")
    (file,) = (body.decode() for name, body in render_files(policy).items() if name == f"trial.{engine.dialect}.sql")
    again = engine.run(file, table(layout(made), _rows(policy)))
    assert any(told in str(value) for value in again["refused"])
    if isinstance(engine, Postgres):  # as servers are set that must serve old programs
        engine.execute("SET standard_conforming_strings = off")
        old_fashioned = engine.run(file, table(layout(made), _rows(policy)))
        engine.execute("RESET standard_conforming_strings")
        assert old_fashioned == again


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_hostile_texts_change_no_token(dialect: str, text: str) -> None:
    plain, twisted = (render_files(hostile(said))[f"trial.{dialect}.sql"].decode() for said in ("无", text))
    assert len(sqlglot.parse(twisted, read=dialect)) == 1
    assert _tokens(twisted, dialect) == _tokens(plain, dialect)
    assert not any(line.rstrip().endswith("\\") for line in twisted.splitlines()), "Spark goes on with such a comment"


def _tokens(text: str, dialect: str) -> list[str]:
    """The tokens, whatever strings hold; comments are none."""
    return [
        "…" if token.token_type.name in ("STRING", "BYTE_STRING") else token.text
        for token in sqlglot.tokenize(text, read=dialect)
    ]
