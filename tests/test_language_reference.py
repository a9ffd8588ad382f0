"""Every example of grammar/LANGUAGE.md compiles, and what it expects holds."""

import re
from pathlib import Path

import pytest

from policyc.pipeline import Compilation, compile_text
from policyc.workspace.library import PolicyLibrary

REFERENCE = Path(__file__).parent.parent / "grammar" / "LANGUAGE.md"
BLOCK = re.compile(r"^```pol\n(.*?)^```$", re.M | re.S)
HEAD = """\
policy 语言说明 as reference { region 全国 "CN" year 2023 series 语言说明 }
source 通知 as notice { title "通知（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-07-26 }
"""


def _blocks() -> list[tuple[int, str]]:
    text = REFERENCE.read_text("utf-8")
    return [(text[: m.start()].count("\n") + 1, m[1]) for m in BLOCK.finditer(text)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyLibrary:
    """The whole policies of the reference, which may name each other."""
    folder = tmp_path_factory.mktemp("reference")
    for line, block in _blocks():
        if block.startswith("policy "):
            (folder / f"{line}.pol").write_text(block, "utf-8")
    return PolicyLibrary(folder, _compile, lambda path: f"LANGUAGE.md:{path.stem}")


def _compile(path: Path, library: PolicyLibrary) -> Compilation:
    return compile_text(path.read_text("utf-8"), f"LANGUAGE.md:{path.stem}", library=library)


@pytest.mark.parametrize(("line", "block"), _blocks(), ids=lambda x: f"line {x}" if isinstance(x, int) else "")
def test_the_example_compiles(line: int, block: str, library: PolicyLibrary) -> None:
    if block.startswith("policy "):
        compiled = library.compilation(library.folder / f"{line}.pol")
    else:
        compiled = compile_text(HEAD + block, f"LANGUAGE.md:{line}")
    assert [f"{d.code.code} {d.message('zh')}" for d in compiled.diagnostics if d.is_error] == []


def test_there_are_examples() -> None:
    assert len(_blocks()) > 8
