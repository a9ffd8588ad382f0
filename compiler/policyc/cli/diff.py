"""``policyc diff OLD NEW``: what changed between two policies, for whom, and by how much."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.compare.changes import Diff

FORMATS = ("text", "md", "html", "json", "docx")


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="格式，默认按 -o 的后缀，否则为文字（format）")
@click.option("-o", "--output", metavar="FILE", help="写入这个文件（write to a file）")
@click.option("--template", metavar="FILE", help="Word 模板，取其样式（a bureau's own Word styles）")
@click.option("--households", metavar="FILE", help="典型家庭，默认工作区的 households.toml（typical households）")
@click.option("--exit-code", is_flag=True, help="有差别时以 1 结束（end with 1 where anything differs）")
@click.option("--fail-on", type=click.Choice(["worse", "any"]), help="有不利或任何变化时以 1 结束（end with 1 on such）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    format_: str | None,
    output: str | None,
    template: str | None,
    households: str | None,
    exit_code: bool,
    fail_on: str | None,
    language: Language,
) -> None:
    """比较两份政策：哪些标准、规则、措施变了，变了多少，对参保人有利还是不利。

    政策写路径、代号、地区@日期（CN@2023-06-01），或 git 里的版本（git:HEAD:policies/2023.pol）。

    Compare two policies, each a path, an id, region@date or git:REV:path. Rules are compared by what they come to for every
    input, not by their words.
    """
    from policyc.workspace.comparing import compared
    from policyc.workspace.settings import find_workspace

    found = compared(old, new, find_workspace(), households=households)
    report.show(found.diagnostics, report.Files(found.texts, found.names), "text", language)
    if found.diff is None:
        ctx.exit(report.exit_code(found.diagnostics))
    chosen = format_ or _by_ending(output)
    content = _RENDERERS[chosen](found.diff, _read(template))
    if output is not None:
        _write(Path(output), content)
    elif chosen == "docx":
        raise click.UsageError("Word 文件请用 -o 写入文件（write a Word file with -o FILE）")
    else:
        click.echo(content, nl=False)
    ctx.exit(1 if _fails(found.diff, exit_code, fail_on) else 0)


def _by_ending(output: str | None) -> str:
    ending = Path(output).suffix.lstrip(".").lower() if output else ""
    return ending if ending in FORMATS else "text"


def _read(template: str | None) -> bytes | None:
    if template is None:
        return None
    try:
        return Path(template).read_bytes()
    except OSError as error:
        raise click.UsageError(f"读不了模板 {template}（cannot read the template）: {error.strerror}") from None


def _write(path: Path, content: bytes) -> None:
    from policyc.workspace.reading import reason
    from policyc.workspace.writing import write_atomically

    try:
        write_atomically(path, content)
    except OSError as error:
        raise click.ClickException(f"写不了 {path}（cannot write）: {reason(error)}") from None
    click.echo(f"已写入 {path}", err=True)


def _text(diff: Diff, _template: bytes | None) -> bytes:
    from policyc.compare.terminal import terminal_text
    from policyc.diagnostics.renderers.cells import printable

    text = terminal_text(diff)
    safe = "\n".join(printable(line) for line in text.split("\n"))
    return (terminal_text(diff, color=True) if safe == text and _colored() else safe).encode()


def _colored() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _json(diff: Diff, _template: bytes | None) -> bytes:
    from policyc.compare.json_ import diff_data

    return (json.dumps(diff_data(diff), ensure_ascii=False, indent=2) + "\n").encode()


def _document(format_: str) -> Callable[[Diff, bytes | None], bytes]:
    def render(diff: Diff, template: bytes | None) -> bytes:
        from policyc.compare.report import document_of
        from policyc.document.formats import rendered

        return rendered(document_of(diff), format_, template=template)

    return render


_RENDERERS: Mapping[str, Callable[[Diff, bytes | None], bytes]] = {
    "text": _text,
    "json": _json,
    "md": _document("md"),
    "html": _document("html"),
    "docx": _document("docx"),
}


def _fails(diff: Diff, exit_code: bool, fail_on: str | None) -> bool:
    from policyc.compare.changes import Effect
    from policyc.compare.tabled import substantial

    if exit_code and diff:
        return True
    changes = [c for top in substantial(diff.changes) for c in (top, *top.knock_on)]
    if fail_on == "any":
        return bool(changes)
    return fail_on == "worse" and any(c.effect in (Effect.WORSE, Effect.MIXED) for c in changes)
