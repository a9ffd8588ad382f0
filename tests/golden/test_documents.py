"""What readers get of the shipped policies: no forbidden form in any format, links that lead somewhere, and examples to look at.

``pytest tests/golden --update-goldens`` writes docs/examples.
"""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.table import Table

from policyc import compile_file
from policyc.document.formats import FORMATS
from policyc.model.policy import Policy
from policyc.targets import Wishes
from policyc.targets.summary import TARGET
from policyc.wording.lint import lint
from policyc.workspace.build import build
from tests.document.reading import Page
from tests.golden.test_golden import INVENTED, ROOT, SHIPPED

EXAMPLES = ROOT / "docs" / "examples"
#: What a bureau would look at first: the nation's notice and a city's.
SHOWN = [ROOT / "policies" / "2023.pol", ROOT / "policies" / "zaozhuang" / "2023.pol"]


def _policy(path: Path) -> Policy:
    policy = compile_file(path).policy
    assert policy is not None
    return policy


def _rendered(path: Path) -> dict[str, bytes]:
    """The document of a policy by format."""
    files = TARGET.wished(Wishes(FORMATS)).render(_policy(path))
    return {name.rpartition(".")[2]: content for name, content in files.items()}


def _of_page(content: bytes) -> str:
    """The text of a page, cells as in Markdown."""
    pieces = Page.of(content.decode()).read()
    return "\n".join(f"| {text} |" if tag in {"th", "td"} else text for tag, text in pieces)


def _of_word(content: bytes) -> str:
    told: list[str] = []
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            told += [f"| {cell.text} |" for row in block.rows for cell in row.cells]
        else:
            told.append(block.text)
    return "\n".join(told)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_forbidden_form_in_any_format(path: Path) -> None:
    """The same words in Markdown, on the page and in Word, and all as an editor would have them."""
    documents = _rendered(path)
    texts = {"md": documents["md"].decode(), "html": _of_page(documents["html"]), "docx": _of_word(documents["docx"])}
    assert {format_: lint(text) for format_, text in texts.items()} == dict.fromkeys(FORMATS, ())


@pytest.mark.parametrize("path", [*SHIPPED, *INVENTED], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_headings(path: Path) -> None:
    """Every link leads somewhere on the page, every name is used once, and no level of headings is left out."""
    page = Page.of(_rendered(path)["html"].decode())
    names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    assert {attributes["href"] for tag, attributes in page.elements if tag == "a"} <= {f"#{name}" for name in names}
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels[0] == 1 and 1 not in levels[1:]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_examples_are_what_is_built(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Pages and Word documents of two policies, byte for byte."""
    assert build([_policy(path) for path in SHOWN], tmp_path, wishes=Wishes(("html", "docx"))).diagnostics == ()
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix in {".html", ".docx"}}
    assert len(built) == 2 * len(SHOWN)
    if pytestconfig.getoption("--update-goldens"):
        EXAMPLES.mkdir(parents=True, exist_ok=True)
        for name, content in built.items():
            (EXAMPLES / name).write_bytes(content)
    others = {path.name for path in EXAMPLES.iterdir() if path.is_dir() or path.name.startswith("trend_")} | {"README.md"}
    assert {path.name for path in EXAMPLES.iterdir()} - others == set(built)
    for name, content in built.items():
        assert (EXAMPLES / name).read_bytes() == content, f"docs/examples/{name} differs: read it, then --update-goldens"
