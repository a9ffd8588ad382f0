"""``policyc fmt PATH…``: lay policy files out in one way."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:  # --help need not load it
    from policyc.syntax.format import Keywords
    from policyc.workspace.formatting import Formatted


@click.command()
@options.policies
@click.option("--check", is_flag=True, help="只列出排版不合的文件，不写（only list the files that would change）")
@click.option("--diff", "differences", is_flag=True, help="只显示改动，不写（only show what would change）")
@click.option(
    "--keywords",
    type=click.Choice(["zh", "en", "keep"]),
    default="keep",
    help="关键字改用中文或英文，默认不变（spelling of the keywords）",
)
@options.language
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], check: bool, differences: bool, keywords: Keywords, language: Language
) -> None:
    """统一政策文件（或文件夹、代号）的排版：缩进、空格、折行、表格和引文的对齐。注释、文字、数字都不变。

    Print policies the one way they are written. --keywords turns their keywords into Chinese or English. A file with syntax
    errors is left as it is, the others are formatted. Line ends stay those of the file's first line; a byte order mark goes.
    "-" reads standard input and writes standard output. With --check or --diff nothing is written, and the exit code is 1
    where something would change.
    """
    from policyc.workspace.finding import find_policies
    from policyc.workspace.formatting import format_bytes, format_files
    from policyc.workspace.settings import find_workspace

    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("“-”不能和别的文件一起用（- stands alone）")
        name = "<stdin>"
        made = [format_bytes(sys.stdin.buffer.read(), name, Path(name), keywords)]
        diagnostics = made[0].diagnostics
    else:
        workspace = find_workspace()
        files, found = find_policies(paths, workspace)
        made = list(format_files(files, keywords, write=not (check or differences)))
        diagnostics = (*workspace.diagnostics, *found, *(d for one in made for d in one.diagnostics))
    named = report.Files({one.file: one.text.replace("\r\n", "\n") for one in made}, {one.file: _called(one) for one in made})
    report.show(diagnostics, named, "text", language)
    changed = [one for one in made if one.changed]
    if differences:
        click.echo("".join(_difference(one) for one in changed), nl=False)
    elif check:
        for one in changed:
            click.echo(_called(one))
    elif "-" in paths and made[0].made is not None:
        sys.stdout.buffer.write(made[0].made.encode())
    click.echo(_said(made, language, wrote=not (check or differences)), err=differences or "-" in paths)
    ctx.exit(report.exit_code(diagnostics) or int(bool(changed) and (check or differences)))


def _called(one: Formatted) -> str:
    from policyc.workspace.places import from_here

    return one.file if one.file == "<stdin>" else from_here(one.path)


def _difference(one: Formatted) -> str:
    """The difference that formatting makes, as ``diff -u`` would print it."""
    before, after = (_lines(text) for text in (one.text, one.made or ""))
    name = _called(one)
    return "".join(difflib.unified_diff(before, after, name, name))


def _lines(text: str) -> Sequence[str]:
    """The lines of a text; where line ends alone differ, that shows."""
    lines = [line.replace("\r", "\\r") + "\n" for line in text.split("\n")]
    return lines[:-1] if text.endswith("\n") else [*lines[:-1], lines[-1] + "\\ No newline at end of file\n"]


def _said(files: Sequence[Formatted], language: Language, *, wrote: bool) -> str:
    """How many files there were, in one line."""
    changed = sum(one.changed for one in files)
    refused = sum(one.made is None for one in files)
    counted = (
        (changed, "个文件已重新排版" if wrote else "个文件需要重新排版", "formatted" if wrote else "would change"),
        (len(files) - changed - refused, "个文件不用改", "unchanged"),
        (refused, "个文件有错误，没有改动", "left alone because of errors"),
    )
    if language == "zh":
        return "，".join(f"{count} {zh}" for count, zh, _ in counted if count) or "没有文件"
    return ", ".join(f"{count} {'file' if count == 1 else 'files'} {en}" for count, _, en in counted if count) or "no files"
