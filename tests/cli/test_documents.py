"""Summaries in the formats that were asked for: written, kept up to date, and not overwritten where somebody edited them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from policyc.document import word
from policyc.document.zipped import pack, unpack
from tests.cli.running import Shell

ALL = {"trial.py", "trial.json", "trial.md", "trial.html", "trial.docx", "__init__.py", "lookup.py"}


def _files(folder: Path) -> set[str]:
    """What is written but queries over columns, which are of no document."""
    return {path.name for path in folder.iterdir() if path.suffix != ".sql"}


def _edit(path: Path) -> None:
    """Change the text as Word would: the parts are packed anew, and the properties stay."""
    opened = docx.Document(str(path))
    opened.add_paragraph("手记")
    opened.save(str(path))


def test_markdown_alone_unless_more_is_asked_for(shell: Shell, tmp_path: Path) -> None:
    """And what is no longer asked for stays."""
    assert shell("build").code == 0
    assert _files(tmp_path / "generated") == ALL - {"trial.html", "trial.docx"}
    run = shell("build", "--summary", "md,html,docx")
    assert run.code == 0 and "trial.html" in run.out and "trial.docx" in run.out
    assert _files(tmp_path / "generated") == ALL
    assert shell("build").code == 0 and _files(tmp_path / "generated") == ALL


def test_every_format_is_kept_up_to_date(shell: Shell, tmp_path: Path) -> None:
    """Nothing to do the second time; --check tells what is old or missing."""
    formats = ("--summary", "docx, HTML")
    assert shell("build", *formats, "--check").code == 1
    assert shell("build", *formats).code == 0
    assert "trial.md" not in _files(tmp_path / "generated")
    again = shell("build", *formats)
    assert again.code == 0 and "已写入" not in again.out
    assert shell("build", *formats, "--check").code == 0
    policy = tmp_path / "policies" / "trial.pol"
    policy.write_text(policy.read_text("utf-8").replace("关于某事的通知", "关于另一事的通知"), "utf-8")
    stale = shell("build", *formats, "--check")
    assert stale.code == 1 and "trial.docx" in stale.err and "trial.html" in stale.err
    assert shell("build", *formats).code == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "generated" / "trial.docx")).paragraphs)
    assert "关于另一事的通知" in text


def test_an_edited_document_is_not_overwritten(shell: Shell, tmp_path: Path) -> None:
    """Nor is anything else then; --force does it."""
    shell("build", "--summary", "docx")
    path = tmp_path / "generated" / "trial.docx"
    _edit(path)
    assert "被手工改过" in shell("build", "--summary", "docx", "--check").err
    run = shell("build", "--summary", "docx")
    assert run.code == 2 and "E0907" in run.err
    assert docx.Document(str(path)).paragraphs[-1].text == "手记"
    assert shell("build", "--summary", "docx", "--force").code == 0
    assert docx.Document(str(path)).paragraphs[-1].text != "手记"


def test_settings_say_the_formats(shell: Shell, tmp_path: Path) -> None:
    """The option comes before them."""
    (tmp_path / "policyc.toml").write_text('summary = "html"\ntemplate = "no such.docx"\n', "utf-8")
    assert shell("build").code == 0, "the template counts for Word alone"
    assert {"trial.html"} == _files(tmp_path / "generated") & {"trial.md", "trial.html", "trial.docx"}
    assert shell("build", "--summary", "md").code == 0
    assert "trial.md" in _files(tmp_path / "generated")
    (tmp_path / "policyc.toml").write_text('summary = "pdf"\n', "utf-8")
    assert "E0909" in shell("build").err


@pytest.mark.parametrize("formats", ["pdf", "md,pdf", "", "md,,html"])
def test_a_format_that_there_is_not(shell: Shell, formats: str) -> None:
    """A mistake of usage, with those that there are."""
    run = shell("build", "--summary", formats)
    assert run.code == 2 and "md、html、docx" in run.err


def test_word_without_its_library(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that installs it; nothing is written."""
    monkeypatch.setattr(word, "is_available", lambda: False)
    run = shell("build", "--summary", "md,docx")
    assert run.code == 2 and "E0913" in run.err and "pip install 'policyc[office]'" in run.err
    assert not (tmp_path / "generated").exists()
    assert shell("build", "--summary", "md,html").code == 0


def test_a_template_of_ones_own(shell: Shell, tmp_path: Path) -> None:
    """Its header and styles are used; what it lacks is told."""
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "某某市医疗保障局"
    template.save(str(tmp_path / "局.docx"))
    run = shell("build", "--summary", "docx", "--template", "局.docx")
    assert run.code == 0 and "W0904" in run.err and "表头" in run.err and "heading 1" not in run.err
    made = docx.Document(str(tmp_path / "generated" / "trial.docx"))
    assert made.sections[0].header.paragraphs[0].text == "某某市医疗保障局"
    assert shell("build", "--summary", "docx", "--template", "局.docx", "--check").code == 0
    assert shell("build", "--summary", "docx", "--check").code == 1, "another template is another document"
    template.sections[0].header.paragraphs[0].text = "另一局"
    template.save(str(tmp_path / "局.docx"))
    assert shell("build", "--summary", "docx", "--template", "局.docx", "--check").code == 1


def test_what_is_no_template(shell: Shell, tmp_path: Path) -> None:
    """Told in one message; nothing is written."""
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    macros = unpack(buffer.getvalue())
    types = macros["[Content_Types].xml"].replace(b"wordprocessingml.document.main+xml", b"x")
    (tmp_path / "宏.docm").write_bytes(pack({**macros, "[Content_Types].xml": types}))
    for name in ("旧.doc", "宏.docm", "没有.docx"):
        run = shell("build", "--summary", "docx", "--template", name)
        assert run.code == 2 and run.err.count("E0914") == 1 and name in run.err
    (tmp_path / "夹").mkdir()
    assert shell("build", "--summary", "docx", "--template", "夹").code == 2
    assert not (tmp_path / "generated").exists()
