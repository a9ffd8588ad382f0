"""``policyc trend [NAME] [--region R]``: a figure over the years; without a name, the whole history of a series."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli import files, options, report
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.compare.trends.history import History
    from policyc.compare.trends.rows import Trend

FORMATS = ("text", "csv", "json", "svg", "md", "html", "docx", "xlsx")
#: Those that no terminal can show.
BINARY = frozenset({"docx", "xlsx"})


@click.command()
@click.argument("name", required=False)
@click.option("--region", metavar="R", help="地区的名称或代码，默认唯一的地区或全国（name or code of a region）")
@click.option("--series", metavar="S", help="政策的系列，有几个系列时要写（which series of policies）")
@click.option("--basis", type=click.Choice(["notice", "benefit"]), default="notice", help="按通知年度或待遇年度（basis）")
@click.option("--policies", "paths", multiple=True, metavar="PATH", help="政策文件或文件夹，默认工作区的（policies to look in）")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="格式，默认按 -o 的后缀，否则为文字（format）")
@click.option("-o", "--output", metavar="FILE", help="写入这个文件（write to a file）")
@click.option("--template", metavar="FILE", help="Word 模板，取其样式（a bureau's own Word styles）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    region: str | None,
    series: str | None,
    basis: str,
    paths: tuple[str, ...],
    format_: str | None,
    output: str | None,
    template: str | None,
    language: Language,
) -> None:
    """一项标准历年的数额和增减；不写名称，则是一个系列的政策沿革。

    A figure over the years, with its changes. Without NAME, all that a series of policies says, on one page.
    """
    from policyc.model.timeline import Basis
    from policyc.workspace.settings import find_workspace
    from policyc.workspace.trending import Question, answer

    wanted = None if output == "-" else output
    chosen = format_ or files.format_of(wanted, FORMATS)
    if name is None and chosen == "svg":
        raise click.UsageError("画图要写明是哪一项标准（a chart is of one figure: give its NAME）")
    if chosen in BINARY and wanted is None:
        raise click.UsageError(f"{chosen} 文件请用 -o 写入文件（write a {chosen} file with -o FILE）")
    found = answer(Question(name, region, series, Basis(basis), paths), find_workspace())
    styles, told = files.at_hand(chosen, template, wanted)
    report.show((*found.diagnostics, *told), report.files_of(found.files, found.compilations), "text", language)
    if found.found is None or any(diagnostic.is_error for diagnostic in told):
        ctx.exit(report.exit_code((*found.diagnostics, *told)))
    content = _rendered(found.found, found.left_out, chosen, styles)
    if content is None:
        from policyc.diagnostics.codes import e0964
        from policyc.workspace.places import file_span

        report.show((e0964.CODE.at(file_span(name or ""), name=name or ""),), report.Files({}, {}), "text", language)
        ctx.exit(2)
    if wanted is None:
        click.echo(content, nl=False)
    else:
        files.write(Path(wanted), content, language)


def _rendered(found: Trend | History, left_out: dict[str, str], format_: str, styles: bytes | None) -> bytes | None:
    """The bytes of a format; None for a chart of what cannot be drawn."""
    from policyc.compare.trends import shown

    match format_:
        case "text":
            return shown.text(found, left_out).encode()
        case "csv":
            from policyc.document.sheets import render_csv

            return render_csv(shown.sheet(found))
        case "xlsx":
            from policyc.document.excel import render_xlsx
            from policyc.document.sheets import Workbook

            sheet = shown.sheet(found)
            return render_xlsx(Workbook(sheet.name, (sheet,)))
        case "json":
            return (json.dumps(shown.data(found, left_out), ensure_ascii=False, indent=2) + "\n").encode()
        case "svg":
            return shown.svg(found)
        case _:
            from policyc.document.formats import rendered

            return rendered(shown.document(found, left_out), format_, template=styles)
