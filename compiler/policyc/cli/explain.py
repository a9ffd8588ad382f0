"""``policyc explain CODE``: the manual page of a diagnostic; without a code, the list of all by group."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import click

from policyc.cli import options
from policyc.diagnostics import registry
from policyc.diagnostics.core import Severity
from policyc.diagnostics.registry import Page
from policyc.diagnostics.renderers import Language
from policyc.diagnostics.renderers.cells import width

_WIDEST = 100
#: Punctuation that no line ends with, and that no line begins with.
_OPENING = "“‘（《〔【"
_CLOSING = "，。、；：！？”’）》〕】…"
_SEVERITY = {Severity.ERROR: ("错误", "error"), Severity.WARNING: ("提醒", "warning")}


@click.command()
@click.argument("code", required=False)
@options.language
def command(code: str | None, language: Language) -> None:
    """说明一个诊断代码：它查什么，为什么，怎么改。不写代码时列出全部。

    Print the manual page of a diagnostic such as E0101; without a code, list them all.
    """
    if code is None:
        click.echo("\n".join(_list(language)))
        return
    page = registry.load(code)
    if page is None:
        raise click.UsageError(_no_such(code))
    lines = _chinese(page) if language == "zh" else _english(page)
    click.echo("\n".join(lines))


def _no_such(code: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(code.upper(), registry.names(), n=3, cutoff=0.6)
    near = f"相近的有 {'、'.join(close)}；" if close else ""
    return f"没有代码 {code}；{near}不写代码可列出全部（no such code）"


def _list(language: Language) -> Iterator[str]:
    for key, pages in registry.by_group().items():
        words = registry.GROUPS[key]
        yield f"{words if language == 'zh' else words.en.capitalize()}"
        for page in pages:
            yield f"  {page.code.code}  {page.title.rstrip('。') if language == 'zh' else _first_sentence(page.english)}"
        yield ""
    yield "说明一个代码：policyc explain E0301" if language == "zh" else "one of them: policyc explain E0301"


def _chinese(page: Page) -> Iterator[str]:
    yield f"{page.code.code}  {_SEVERITY[page.code.severity][0]} · {page.group}"
    yield ""
    yield from _wrapped(page.title)
    for part in (*page.paragraphs, page.english):
        yield ""
        yield from _wrapped(part)


def _english(page: Page) -> Iterator[str]:
    yield f"{page.code.code}  {_SEVERITY[page.code.severity][1]} · {page.group.en}"
    yield ""
    yield from _wrapped(page.english)
    example = next((part for part in page.paragraphs if part.startswith("例：")), None)
    if example is not None:
        yield ""
        yield from _wrapped(f"Example: {example.removeprefix('例：')}")


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[a-z)’”`])[.:;] ", text, maxsplit=1)[0].rstrip(".")


def _wrapped(text: str) -> Iterator[str]:
    """The text in lines that fit the terminal: Chinese breaks anywhere but before punctuation, Latin between words."""
    room = min(_WIDEST, max(40, shutil.get_terminal_size().columns))
    line = ""
    for piece in re.findall(rf"\s|[{_OPENING}]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef]+)[{_CLOSING}]*", text):
        if line and width(line) + width(piece.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += "" if not line and piece.isspace() else piece
    if line:
        yield line.rstrip()
