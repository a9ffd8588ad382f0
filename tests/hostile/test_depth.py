"""Texts that are very deep, very long or very many: one clear error or the right result, in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from policyc.pipeline import compile_text
from tests.fuzz.laws import in_time

HEAD = """policy 试点 as trial { region 全国 "CN" year 2023 }
source 通知 as notice { title "通知（虚构）" number "试〔2023〕1号" issuers "试点局" issued 2023-07-26 }
enum 档 as level { 甲档 as one, 乙档 as two }
input 级 as grade : 档
input 甲 as a : bool
input 额 as amount : 元
"""
DEEP = 10_000

FORMULAS = {
    "brackets": "(" * DEEP + "额" + ")" * DEEP,
    "brackets that do not close": "(" * DEEP + "额",
    "brackets with spaces": "( " * DEEP + "额" + " )" * DEEP,
    "calls": "max(" * DEEP + "额" + ")" * DEEP,
    "minus": "-" * DEEP + "额",
    "minus with spaces": "- " * DEEP + "额",
    "if": "if 甲 then " * DEEP + "额" + " else 额" * DEEP,
    "else if": "if 甲 then 额 else " * DEEP + "额",
    "not": "if " + "not " * DEEP + "甲 then 额 else 额",
    "and": "if " + "甲 and " * DEEP + "甲 then 额 else 额",
    "sums": "额" + " + 额" * DEEP,
    "products": "额" + " * 1" * DEEP,
    "match": "match 级 { 甲档 -> " * DEEP + "额" + " 乙档 -> 额 }" * DEEP,
    "cases": "cases { when 甲 -> " * DEEP + "额" + " otherwise -> 额 }" * DEEP,
    "exceptions": "额" + " { except when 甲 -> 额" * DEEP + " }" * DEEP,
    "roundings": "(" * DEEP + "额" + " rounded to 1元)" * DEEP,
    "Chinese": "若 甲 则 额 否则 " * 2000 + "额",
    "a number": "9" * DEEP + "元",
    "a decimal": "0." + "1" * DEEP + "元",
    "a unit": "1" + "元" * DEEP,
    "units": "1元" + "/人" * DEEP,
    "a name": "额" * DEEP,
    "a month": "2023-" + "1" * DEEP,
}

#: What is long but not deep may as well be right.
FLAT = {"and", "units"}


@pytest.mark.parametrize("kind", FORMULAS)
def test_depth_is_told(kind: str) -> None:
    text = f'{HEAD}clause 通知 "一" {{\n  rule 数 as out = {FORMULAS[kind]}\n}}\n'
    with in_time(text):
        compiled = compile_text(text, "deep.pol")
    errors = [d for d in compiled.diagnostics if d.is_error]
    assert (kind not in FLAT) <= len(errors) <= 3, [d.message("en") for d in errors[:5]]
    assert all(len(d.message("zh")) < 1000 for d in errors), "the message repeats what is too long"


@pytest.mark.parametrize(
    "opening", ['clause 通知 "一" {\n', "policy 试点 as x {\n", "enum 档 as x {\n", "{", "}", 'example "x" {']
)
def test_blocks_without_end(opening: str) -> None:
    text = HEAD + opening * 3000
    with in_time(text):
        compiled = compile_text(text, "deep.pol")
    assert 1 <= len([d for d in compiled.diagnostics if d.is_error]) <= 101


def test_names_and_texts_may_be_long() -> None:
    name, text = "额" * 2000, "字" * 100_000
    compiled = compile_text(f'{HEAD}clause 通知 "一" {{\n  param {name} as big = 1元 quote "{text}"\n}}\n', "long.pol")
    assert compiled.ok, [d.message("en") for d in compiled.diagnostics]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
@pytest.mark.parametrize("kind", ["comments", "one comment", "assumptions", "noise"])
def test_a_file_of_five_megabytes(tmp_path: Path, kind: str) -> None:
    """Read in a process that may use 3 GB and two minutes of CPU time."""
    import resource

    big = {
        "comments": HEAD + "# 没有什么可说的\n" * 190_000,
        "one comment": HEAD + "#" + "话" * 1_700_000,
        "assumptions": HEAD + "".join(f'assume "假定{number}"\n' for number in range(20_000)) + "#" + "话" * 1_500_000,
        "noise": HEAD + "；甲〕{(\"'\\=" * 300_000,
    }[kind]
    (tmp_path / "big.pol").write_text(big, "utf-8")
    assert 4_000_000 < len(big.encode()) <= 5 * 1024 * 1024

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))

    done = subprocess.run(
        [sys.executable, "-c", "from policyc.cli import main; main()", "check", "big.pol", "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == (1 if kind == "noise" else 0), done.stderr[-2000:]
    assert "Traceback" not in done.stderr and "bug in policyc" not in done.stderr
    assert len(done.stderr) < 1_000_000
