"""Every example of grammar/LANGUAGE.md and of its Chinese twin compiles and holds; nothing of the language is left out."""

import re
from pathlib import Path

import pytest

from policyc.pipeline import Compilation, compile_text
from policyc.quantities.units import UNIT_SPELLINGS
from policyc.workspace.library import PolicyLibrary
from policyc_grammar.keywords import keywords
from tests.references import CHINESE, ENGLISH, blocks, made

HEAD = """\
policy 语言说明 as reference { region 全国 "CN" year 2023 series 语言说明 }
source 通知 as notice { title "通知（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-07-26 }
"""
REFERENCES = (ENGLISH, CHINESE)
EXAMPLES = [(file, line, block) for file in REFERENCES for line, block in blocks(file.read_text("utf-8"))]


def _is_whole(block: str) -> bool:
    return block.startswith(("policy ", "政策 "))


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, PolicyLibrary]:
    """The whole policies of each reference, which may name each other."""
    found = {}
    for file in REFERENCES:
        folder = tmp_path_factory.mktemp(file.stem)
        for other, line, block in EXAMPLES:
            if other == file and _is_whole(block):
                (folder / f"{line}.pol").write_text(block, "utf-8")
        found[file] = PolicyLibrary(folder, _compile, lambda path, file=file: f"{file.name}:{path.stem}")  # type: ignore[misc]
    return found


def _compile(path: Path, library: PolicyLibrary) -> Compilation:
    return compile_text(path.read_text("utf-8"), path.stem, library=library)


@pytest.mark.parametrize(("file", "line", "block"), EXAMPLES, ids=[f"{file.name}:{line}" for file, line, _ in EXAMPLES])
def test_the_example_compiles(file: Path, line: int, block: str, libraries: dict[Path, PolicyLibrary]) -> None:
    """Without an error, so with all its examples holding."""
    if _is_whole(block):
        library = libraries[file]
        compiled = library.compilation(library.folder / f"{line}.pol")
    else:
        compiled = compile_text(HEAD + block, f"{file.name}:{line}")
    assert [f"{d.code.code} {d.message('zh')}" for d in compiled.diagnostics if d.is_error] == []


def test_what_is_made_is_up_to_date() -> None:
    """``python -m tests.references --update`` would write nothing."""
    english, chinese = (file.read_text("utf-8") for file in REFERENCES)
    assert made(english, chinese) == (english, chinese)


def test_the_twins_have_the_same_chapters() -> None:
    """Heading by heading, as deep."""
    depths = [[len(m) for m in re.findall(r"^(#+) ", BLOCKLESS.sub("", file.read_text("utf-8")), re.M)] for file in REFERENCES]
    assert depths[0] == depths[1]


BLOCKLESS = re.compile(r"^```.*?^```$", re.M | re.S)


@pytest.mark.parametrize("file", REFERENCES, ids=lambda file: file.name)
def test_nothing_is_left_out(file: Path) -> None:
    """Outside the table of keywords, every keyword and unit of the language is shown or spoken of."""
    text = file.read_text("utf-8").split("<!-- keywords -->")[0]
    words = {word.en if file == ENGLISH else word.zh[0] for word in keywords() if word.zh}
    assert {word for word in words if not all(part in text for part in word.split())} == set()
    assert {unit for unit in UNIT_SPELLINGS if unit not in text} == set()
