"""Every example of grammar/LANGUAGE.md compiles, and what it expects holds."""

import re
from pathlib import Path

import pytest

from policyc.pipeline import compile_text

REFERENCE = Path(__file__).parent.parent / "grammar" / "LANGUAGE.md"
BLOCK = re.compile(r"^```pol\n(.*?)^```$", re.M | re.S)
HEAD = """\
policy 语言说明 as reference { region 全国 "CN" year 2023 series 语言说明 }
source 通知 as notice { title "通知（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-07-26 }
"""


def _blocks() -> list[tuple[int, str]]:
    text = REFERENCE.read_text("utf-8")
    return [(text[: m.start()].count("\n") + 1, m[1]) for m in BLOCK.finditer(text)]


@pytest.mark.parametrize(("line", "block"), _blocks(), ids=lambda x: f"line {x}" if isinstance(x, int) else "")
def test_the_example_compiles(line: int, block: str) -> None:
    compiled = compile_text(block if block.startswith("policy ") else HEAD + block, f"LANGUAGE.md:{line}")
    assert [f"{d.code.code} {d.message('zh')}" for d in compiled.diagnostics if d.is_error] == []


def test_there_are_examples() -> None:
    assert len(_blocks()) > 8
