"""An answer that goes into a file: in which format, what that needs, and the writing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.diagnostics.core import Diagnostic


def format_of(output: str | None, formats: Sequence[str]) -> str:
    """The format that the ending of a file asks for; text without a file."""
    ending = Path(output).suffix.lstrip(".").lower() if output else ""
    if ending in ("", "txt"):
        return "text"
    if ending not in formats:
        raise click.UsageError(f"不知道 .{ending} 是哪种格式，请用 --format 写明（say with --format what .{ending} is）")
    return ending


def at_hand(format_: str, template: str | None, output: str | None) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The template's bytes, and what is missing to write the format."""
    from policyc.diagnostics.codes import e0950
    from policyc.document import excel
    from policyc.workspace.digests import Digests
    from policyc.workspace.office import wishes_of
    from policyc.workspace.places import file_span

    if format_ == "xlsx" and not excel.is_available():
        return None, (e0950.CODE.at(file_span(output or "")),)
    if format_ != "docx":
        return None, ()
    wishes, told = wishes_of((format_,), Path(template) if template else None, Path(output or "").parent, Digests())
    return (None if wishes is None else wishes.template), told


def write(path: Path, content: bytes, language: Language) -> None:
    """Write a file whole, and say so."""
    from policyc.workspace.reading import reason
    from policyc.workspace.writing import write_atomically

    try:
        write_atomically(path, content)
    except OSError as error:
        raise click.UsageError(f"写不了 {path}（cannot write）: {reason(error)}") from None
    click.echo(f"已写入 {path}" if language == "zh" else f"wrote {path}", err=True)
