"""``policyc run POLICY --input F --output F``: a policy for every row of a file."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.columns.running import Engine


@click.command()
@click.argument("policy")
@click.option("--input", "input_", required=True, metavar="FILE", help="要算的数据（rows to calculate）")
@click.option("--output", required=True, metavar="FILE", help="结果写到哪里（where the result goes）")
@click.option("--rules", metavar="规则,…", help="只算这些规则，默认全部（only these rules）")
@click.option("--rejects", metavar="FILE", help="剔出的行连同原因写到哪里（rows set aside, with reasons）")
@click.option("--map", "renamed", multiple=True, metavar="列=输入", help="列名不同时指明是哪项输入（what a column is）")
@click.option("--missing", multiple=True, metavar="输入", help="文件确实没有的输入，按未填处理（inputs without a column）")
@click.option("--prefix", default="", metavar="文字", help="结果列名的前缀（before the names of results）")
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="用几个线程，默认随机器（threads）")
@click.option("--memory", metavar="1GB", callback=lambda _, __, value: memory_of(value), help="最多用多少内存（how much memory）")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="用哪个引擎（engine）")
@click.option("--master", metavar="URL", help="Spark 集群的地址，默认 local[*]（Spark's master）")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="文字或 JSON（text or JSON）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    policy: str,
    input_: str,
    output: str,
    rules: str | None,
    rejects: str | None,
    renamed: tuple[str, ...],
    missing: tuple[str, ...],
    prefix: str,
    threads: int | None,
    memory: str | None,
    engine: Engine,
    master: str | None,
    format_: str,
    language: Language,
) -> None:
    """按政策逐行计算一个数据文件：Parquet、CSV 或 DuckDB 的表（文件.duckdb::表），结果写成其中任何一种。

    列名用输入的中文名或代号都可以；政策不认识的列原样带过。算不了的行剔出并说明原因，不会丢，也不会猜。

    Calculate a policy for every row of a file: policyc run zaozhuang_2023 --input people.parquet --output result.parquet
    """
    if master is not None and (engine != "spark" or threads is not None):
        raise click.UsageError(
            "--master 只与 --engine spark 一起用，不与 --threads 一起用（--master is for Spark, without --threads）"
        )
    from policyc.columns.database import Limits, bar
    from policyc.columns.refusing import CannotRun
    from policyc.columns.running import run
    from policyc.columns.telling import data, text

    try:
        summary = run(
            policy,
            input=input_,
            output=output,
            rules=listed(rules),
            rejects=rejects,
            renamed=pairs_of(renamed),
            missing=[name for item in missing for name in listed(item) or ()],
            prefix=prefix,
            limits=Limits(threads, memory),
            progress=bar(policy) if format_ == "text" else None,
            engine=engine,
            master=master,
        )
    except CannotRun as error:
        report.show(error.diagnostics, report.Files({}, {}), "text", language)
        ctx.exit(code_of(error.diagnostics))
    except KeyboardInterrupt:
        click.echo("\n已中断，没有写出任何文件（interrupted, nothing was written）", err=True)
        ctx.exit(2)
    if sys.stderr.isatty() and format_ == "text":
        click.echo("\r", err=True, nl=False)
    click.echo(text(summary, language), err=True, nl=False)
    if format_ == "json":
        click.echo(json.dumps(data(summary), ensure_ascii=False, indent=2))


def memory_of(value: str | None) -> str | None:
    """An amount of memory as the database takes it; raises click.BadParameter."""
    if value is not None and not re.fullmatch(r"[0-9]+(\.[0-9]+)? *([KMGT]i?B|%)", value):
        raise click.BadParameter(f"“{value}”应写成 500MB、2GB 之类（should read 500MB, 2GB, …）")
    return value


def listed(items: str | None) -> Sequence[str] | None:
    """Names with commas of either width between them."""
    if items is None:
        return None
    return [name.strip() for name in items.replace("，", ",").replace("、", ",").split(",") if name.strip()]


def pairs_of(items: Sequence[str]) -> dict[str, str]:
    """Columns and what inputs they are; raises click.UsageError for what is no pair."""
    pairs: dict[str, str] = {}
    for item in items:
        column, sign, name = item.replace("＝", "=").rpartition("=")
        if not sign or not column:
            raise click.UsageError(f"“{item}”应写成 列=输入（should read column=input）")
        if column in pairs:
            raise click.UsageError(f"“{column}”列说了两次（is mapped twice）")
        pairs[column] = name
    return pairs


def code_of(diagnostics: Sequence[Diagnostic]) -> int:
    """2 where it could not be done; 1 where the policy is not valid."""
    here = any(d.is_error and d.code.code[1:3] in ("09", "11") for d in diagnostics)
    return 2 if here else report.exit_code(diagnostics)
