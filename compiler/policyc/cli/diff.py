"""``policyc diff OLD NEW``: what changed between two policies, for whom, and by how much."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli import files, options, report
from policyc.cli.rendering import BINARY, FORMATS, rendered
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.compare.changes import Diff


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
    wanted = None if output == "-" else output
    chosen = format_ or files.format_of(wanted, FORMATS)
    if wanted is None and chosen in BINARY:
        raise click.UsageError(f"{chosen} 文件请用 -o 写入文件（write a {chosen} file with -o FILE）")
    styles, told = files.at_hand(chosen, template, wanted)
    report.show(told, report.Files({}, {}), "text", language)
    if any(diagnostic.is_error for diagnostic in told):
        ctx.exit(report.exit_code(told))
    content = rendered(found.diff, chosen, template=styles, color=wanted is None and _colored())
    if wanted is None:
        click.echo(content, nl=False)
    else:
        files.write(Path(wanted), content, language)
    if chosen == "github":
        _summarise(found.diff)
    ctx.exit(1 if _fails(found.diff, exit_code, fail_on) else 0)


def _summarise(diff: Diff) -> None:
    """Append the tables to the summary of the job, where the command runs in one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary:
        return
    try:
        with Path(summary).open("ab") as file:
            file.write(rendered(diff, "md", template=None, color=False) + b"\n")
    except OSError as error:
        click.echo(f"写不了 {summary}（cannot write）: {error.strerror}", err=True)  # the commands are out, and say the same


def _colored() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _fails(diff: Diff, exit_code: bool, fail_on: str | None) -> bool:
    from policyc.compare.changes import Effect
    from policyc.compare.tabled import substantial

    if exit_code and diff:
        return True
    changes = [c for top in substantial(diff.changes) for c in (top, *top.knock_on)]
    if fail_on == "any":
        return bool(changes)
    return fail_on == "worse" and any(c.effect in (Effect.WORSE, Effect.MIXED) for c in changes)
