"""``policyc compare-run OLD NEW --input F``: two policies over the same people, who wins, who loses, and what it costs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from policyc.cli import files, options, report
from policyc.cli.run import code_of, listed, memory_of, pairs_of
from policyc.columns.winners.formats import BINARY, FORMATS
from policyc.diagnostics.renderers import Language


@click.command("compare-run")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--input", "input_", required=True, metavar="FILE", help="要算的数据（rows to calculate）")
@click.option("--output", metavar="FILE", help="逐人的前、后、变化写到哪里（before, after and change of everybody）")
@click.option("--by", metavar="列,…", help="按这些列分组（columns to group by）")
@click.option("--rules", metavar="规则,…", help="只比较这些规则，默认两份都有的全部（only these rules）")
@click.option("--rejects", metavar="FILE", help="剔出的行连同原因写到哪里（rows set aside, with reasons）")
@click.option("--map", "renamed", multiple=True, metavar="列=输入", help="列名不同时指明是哪项输入（what a column is）")
@click.option("--missing", multiple=True, metavar="输入", help="文件确实没有的输入，按未填处理（inputs without a column）")
@click.option("--prefix", default="", metavar="文字", help="结果列名的前缀（before the names of results）")
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="用几个线程，默认随机器（threads）")
@click.option("--memory", metavar="1GB", callback=lambda _, __, value: memory_of(value), help="最多用多少内存（how much memory）")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="报告的格式，默认按 -o 的后缀，否则为文字（format）")
@click.option("-o", "report_", metavar="FILE", help="报告写入这个文件（write the report to a file）")
@options.template
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    input_: str,
    output: str | None,
    by: str | None,
    rules: str | None,
    rejects: str | None,
    renamed: tuple[str, ...],
    missing: tuple[str, ...],
    prefix: str,
    threads: int | None,
    memory: str | None,
    format_: str | None,
    report_: str | None,
    template: str | None,
    language: Language,
) -> None:
    """两份政策用在同一批人身上：每人前、后、变化，谁受益、谁受损、总共多少，可以按列分组。

    两份政策都有的规则逐人比较；一边没有结果的（待定、不适用、缺输入）另外计数，不当作 0。

    Two policies over the same people: policyc compare-run cn_2022 cn_2023 --input people.parquet --by 分档
    """
    from policyc.columns.database import Limits, bar
    from policyc.columns.refusing import CannotRun
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
    try:
        found = compare_run(
            old,
            new,
            input=input_,
            output=output,
            rejects=rejects,
            by=listed(by) or (),
            rules=listed(rules),
            renamed=pairs_of(renamed),
            missing=[name for item in missing for name in listed(item) or ()],
            prefix=prefix,
            limits=Limits(threads, memory),
            progress=bar(f"{old} → {new}"),
        )
    except CannotRun as error:
        report.show(error.diagnostics, report.Files({}, {}), "text", language)
        ctx.exit(code_of(error.diagnostics))
    except KeyboardInterrupt:
        click.echo("\n已中断，没有写出任何文件（interrupted, nothing was written）", err=True)
        ctx.exit(2)
    if sys.stderr.isatty():
        click.echo("\r", err=True, nl=False)
    click.echo(summary(found, language), err=True)
    content = rendered(found, chosen, styles)
    if wanted is None:
        click.echo(content, nl=False)
    else:
        files.write(Path(wanted), content, language)
