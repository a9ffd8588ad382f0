"""Every word that a generated module uses is tried as an ASCII name: it is refused, or it does no harm."""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize
from pathlib import Path

import pytest

from policyc.pipeline import compile_text
from policyc.semantics.breakpoints import breakpoints
from policyc.workspace.running import generated
from tests.properties.agreement import disagreements

MODULE = Path(__file__).parent.parent / "golden" / "expected" / "features_trial.py"
HEAD = """\
policy 试例 as names_trial { region 全国 "CN" year 2023 series 试例 }
source 文 as doc { title "试例（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
enum 档 as plain_enum { 甲档 as first_one, 乙档 as second_one }
input 类别 as plain_input : 档
input 数目 as plain_amount : 元
"""


def _words() -> list[str]:
    """Words of the module and of Python, in lower case: they might become a variable, a constant or a class."""
    tokens = tokenize.generate_tokens(io.StringIO(MODULE.read_text("utf-8")).readline)
    names = (
        {t.string for t in tokens if t.type == tokenize.NAME} | set(dir(builtins)) | set(keyword.kwlist) | set(keyword.softkwlist)
    )
    snake = {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in names}
    return sorted(name for name in snake | {n.lower() for n in names} if re.fullmatch(r"[a-z][a-z0-9_]*", name))


def _policy(role: str, words: list[str]) -> str:
    """A policy whose inputs, params, rules, enums or members bear these ASCII names, one a line after the head."""
    match role:
        case "input":
            lines = [f"input 入{i} as {w} : 元" for i, w in enumerate(words)]
            body = "".join(f"  rule 得{i} as plain_rule_{i} = 入{i} + 1元\n" for i in range(len(words)))
        case "param":
            lines = ['clause 文 "一、" {', *(f"  param 参{i} as {w} >= 1元" for i, w in enumerate(words)), "}"]
            body = "".join(f"  rule 得{i} as plain_rule_{i} = 参{i} + 数目\n" for i in range(len(words)))
        case "rule":
            lines = ['clause 文 "一、" {', *(f"  rule 得{i} as {w} = 数目 * {i}" for i, w in enumerate(words)), "}"]
            body = "".join(f"  rule 合{i} as plain_rule_{i} = 得{i} + 1元\n" for i in range(len(words)))
        case "enum":
            lines = [
                f"enum 类{i} as {w} {{ 一{i} as m1, 二{i} as m2 }} input 入{i} as plain_{i} : 类{i}" for i, w in enumerate(words)
            ]
            body = "".join(
                f"  rule 得{i} as plain_rule_{i} = match 入{i} {{ 一{i} -> 1元  二{i} -> 2元 }}\n" for i in range(len(words))
            )
        case _:
            lines = [
                f"enum 类{i} as enum_no_{i} {{ 一{i} as {w}, 二{i} as other }} input 入{i} as plain_{i} : 类{i}"
                for i, w in enumerate(words)
            ]
            body = "".join(
                f"  rule 得{i} as plain_rule_{i} = match 入{i} {{ 一{i} -> 1元  二{i} -> 2元 }}\n" for i in range(len(words))
            )
    tail = "  rule 读 as plain_reads = match 类别 { 甲档 -> 1元  乙档 -> 数目 }\n"
    return f'{HEAD}{chr(10).join(lines)}\nclause 文 "二、" {{\n{body}{tail}}}\n'


@pytest.mark.parametrize("role", ["input", "param", "rule", "enum", "member"])
def test_a_name_is_refused_or_does_no_harm(role: str) -> None:
    words = [w for w in _words() if w not in ("other", "m1", "m2")]
    first = HEAD.count("\n") + (2 if role in ("param", "rule") else 1)
    diagnostics = [d for d in compile_text(_policy(role, words), "names.pol").diagnostics if d.is_error]
    assert {d.code.code for d in diagnostics} <= {"E0209", "E0210"}
    refused = {words[d.span.line - first] for d in diagnostics}
    taken = [w for w in words if w not in refused]
    assert len(taken) > 60
    compiled = compile_text(_policy(role, taken), "names.pol")
    policy = compiled.policy
    assert compiled.ok and policy is not None, [d.message("zh") for d in compiled.diagnostics if d.is_error]

    found = breakpoints(policy)
    with generated(policy) as module:
        for turn in range(3):
            row = {name: places.values[turn % len(places.values)] for name, places in found.items()}
            assert disagreements(policy, module, row) == []
