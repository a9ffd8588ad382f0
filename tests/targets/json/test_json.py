"""The JSON of every language case and shipped policy meets the published schema, and says what the policy says."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from policyc import compile_file
from policyc.model.policy import Policy
from policyc.pipeline import compile_text
from policyc.targets.json_ import FORMAT, TARGET, schema_text

ROOT = Path(__file__).parents[3]
CASES = sorted([*ROOT.glob("tests/language/*/good/*.pol"), *ROOT.glob("policies/**/*.pol")])
SCHEMA = json.loads(schema_text())


@functools.cache
def _policy(path: Path) -> Policy:
    policy = compile_file(path).policy
    assert policy is not None
    return policy


def _json(policy: Policy) -> Any:
    ((name, content),) = TARGET.render(policy).items()
    assert name == f"{policy.id}.json"
    assert content.endswith(b"}\n") and b"\r" not in content
    return json.loads(content, parse_float=lambda text: pytest.fail(f"a float: {text}"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_it_meets_the_schema(path: Path) -> None:
    policy = _policy(path)
    data = _json(policy)
    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(SCHEMA).iter_errors(data))
    assert error is None, f"{error.json_path}: {error.message[:300]}"
    assert data["format"] == FORMAT
    assert [d["label"] for d in data["rules"].values()] == [rule.name for rule in policy.rules]


def test_every_node_of_the_schema_occurs() -> None:
    seen = {node["node"] for path in CASES for node in _nodes(_json(_policy(path)))}
    tags = {name.removesuffix("_node") for name in SCHEMA["$defs"] if name.endswith("_node")}
    assert seen == tags


def test_the_schema_is_sound_versioned_and_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == f"urn:policyc:schema:policy:{FORMAT}"
    for part in _objects(SCHEMA):
        assert "additionalProperties" in part or "propertyNames" in part or part == {"type": "object"}, part


TEXT = """
policy 试点 as trial { region 某市 "370400" year 2023 series 年度通知 }
source 通知 as notice { title "关于某事的通知" number "某发〔2023〕1号" issuers "甲局", "乙局" issued 2023-07-26 }
enum 分档 as tier { 西部 as west, 东部 as east }
input 档 as level : 分档
input 费用 as cost : 元
clause 通知 "一、标准" {
  param 补助 as subsidy >= 640元/人/年 quote "不低于640元"
  param 比例 as share = 70% quote "70%"
  param 定额 as fixed : 元 in 0元 .. 1.4万元 unspecified
  rule 支付 as payment = match 档 { 西部 -> 费用 * 比例 东部 -> unspecified quote "另行规定" } rounded to 0.01元
  target 达标率 as rate ~ 99% by 2025
  may 先行先试 as pilot { actor "各市" condition "有条件的" by 2023-12 }
  example "一" { given 档 = 西部, 费用 = 100.5元 expect 支付 == 70.35元 }
}
"""


def test_what_it_says() -> None:
    policy = compile_text(TEXT, "trial.pol").policy
    assert policy is not None
    data = _json(policy)
    assert data["policy"] == {
        "id": "trial",
        "name": "试点",
        "region": {"name": "某市", "code": "370400"},
        "year": 2023,
        "fiscal_year": None,
        "benefit_year": None,
        "period": {"first": "2023-01-01", "last": "2023-12-31", "assumed": True},
        "series": "年度通知",
        "under": [],
        "amends": None,
        "uses": [],
        "extract": None,
        "file": "trial.pol",
        "order": ["payment"],
    }
    subsidy = data["parameters"]["subsidy"]
    assert {k: subsidy[k] for k in ("label", "value", "bound", "low", "high", "unit", "about")} == {
        "label": "补助",
        "value": "640",
        "bound": "at_least",
        "low": "640",
        "high": None,
        "unit": "元/人/年",
        "about": False,
    }
    assert subsidy["clause"] == {"source": "notice", "locator": "一、标准"}
    assert subsidy["quotes"][0]["text"] == "不低于640元"
    assert data["parameters"]["share"]["value"] == "0.7"
    fixed = data["parameters"]["fixed"]
    assert (fixed["bound"], fixed["value"], fixed["low"], fixed["high"]) == ("unspecified", None, "0", "14000")
    assert data["targets"]["rate"]["deadline"] == {"year": 2025, "date": None, "text": "2025"}
    assert data["measures"]["pilot"]["deadline"]["date"] == "2023-12-31"
    assert data["rules"]["payment"]["inputs"] == ["level", "cost"]
    assert data["rules"]["payment"]["range"]["scale"] == 2
    assert data["examples"][0]["given"] == {"level": "west", "cost": "100.5"}
    assert [(hole["of"], hole["name"]) for hole in data["holes"]] == [("parameter", "fixed"), ("rule", "payment")]
    assert data["sources"]["notice"]["issuers"] == ["甲局", "乙局"]


def _meaning(text: str) -> str:
    policy = compile_text(text, "x.pol").policy
    assert policy is not None
    return str(_json(policy)["hashes"]["meaning"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("西部 -> 费用", "# 注\n  西部   ->   费用"),
        ("1.4万元", "14000元"),
        ('quote "不低于640元"', ""),
        ('"一、标准"', '"第一条"'),
    ],
)
def test_the_meaning_is_not_the_layout(old: str, new: str) -> None:
    assert old in TEXT
    assert _meaning(TEXT.replace(old, new)) == _meaning(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [(">= 640", "> 640"), ("70% ", "71% "), ("by 2025", "by 2026"), ("may ", "must "), ("as west", "as w"), ("0.01元", "1元")],
)
def test_the_meaning_is_the_figures_bounds_and_names(old: str, new: str) -> None:
    assert old in TEXT
    assert _meaning(TEXT.replace(old, new)) != _meaning(TEXT)


def _nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if "node" in value:
            yield value
        for part in value.values():
            yield from _nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)


def _objects(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for part in value.values():
            yield from _objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from _objects(part)
