"""``policyc compare-run OLD NEW --input F``: two policies over the same people, who wins, who loses, and what it costs."""

from __future__ import annotations

from pathlib import Path

import click

from policyc.cli import files, options, report
from policyc.cli.rows import Rows, ending, listed, pairs
from policyc.cli.rows import options as options_of_rows
from policyc.columns.winners.formats import BINARY, FORMATS
from policyc.diagnostics.renderers import Language


@click.command("compare-run")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--output", metavar="FILE", help="逐人的前、后、变化写到哪里（before, after and change of everybody）")
@options_of_rows
@click.option(
    "--pair", "paired", multiple=True, metavar="原=新", help="名称、代号都不同的两条规则是同一条（which rule is which）"
)
@click.option("--by", metavar="列,…", help="按这些列分组（columns to group by）")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="报告的格式，默认按 -o 的后缀，否则为文字（format）")
@click.option("-o", "report_", metavar="FILE", help="报告写入这个文件（write the report to a file）")
@options.template
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    rows: Rows,
    output: str | None,
    paired: tuple[str, ...],
    by: str | None,
    threads: int | None,
    memory: str | None,
    format_: str | None,
    report_: str | None,
    template: str | None,
    language: Language,
) -> None:
    """两份政策用在同一批人身上：每人前、后、变化，谁受益、谁受损、总共多少，可以按列分组。

    两份政策都有的规则逐人比较，代号相同或名称相同的是同一条；一边没有结果的（待定、不适用、缺输入）另外计数，不当作 0。

    Two policies over the same people: policyc compare-run cn_2022 cn_2023 --input people.parquet --by 分档
    """
    from policyc.columns.database import Limits, bar
    from policyc.columns.places import check_report
    from policyc.columns.winners.running import compare_run
    from policyc.columns.winners.shown import rendered, summary

    wanted = None if report_ == "-" else report_
    chosen = format_ or files.format_of(wanted, FORMATS)
    if chosen in BINARY and wanted is None:
        raise click.UsageError(f"{chosen} 文件请用 -o 写入文件（write a {chosen} file with -o FILE）")
    styles, told = files.at_hand(chosen, template, wanted)
    report.show(told, report.Files({}, {}), "text", language)
    if any(diagnostic.is_error for diagnostic in told):
        ctx.exit(report.exit_code(told))
    with ending(ctx, language):
        if wanted is not None:
            check_report(wanted, (rows["input"], output, rows["rejects"]))
        limits, progress = Limits(threads, memory), bar(f"{old} → {new}")
        groups, same = listed(by or ""), pairs(paired, "原规则=新规则", "OLD=NEW")
        found = compare_run(old, new, **rows, output=output, by=groups, pairs=same, limits=limits, progress=progress)
    click.echo(summary(found, language), err=True)
    content = rendered(found, chosen, styles)
    if wanted is None:
        click.echo(content, nl=False)
    else:
        files.write(Path(wanted), content, language)
