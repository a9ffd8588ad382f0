"""``policyc run POLICY --input F --output F``: a policy for every row of a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from policyc.cli import options
from policyc.cli.rows import Rows, ending
from policyc.cli.rows import options as options_of_rows
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.columns.running import Engine


@click.command()
@click.argument("policy")
@click.option("--output", required=True, metavar="FILE", help="结果写到哪里（where the result goes）")
@options_of_rows
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help="用哪个引擎（engine）")
@click.option("--master", metavar="URL", help="Spark 集群的地址，默认 local[*]（Spark's master）")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="文字或 JSON（text or JSON）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    policy: str,
    rows: Rows,
    output: str,
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
    from policyc.columns.running import run
    from policyc.columns.telling import data, text

    with ending(ctx, language):
        progress = bar(policy) if format_ == "text" else None
        limits = Limits(threads, memory)
        summary = run(policy, **rows, output=output, limits=limits, progress=progress, engine=engine, master=master)
    click.echo(text(summary, language), err=True, nl=False)
    if format_ == "json":
        click.echo(json.dumps(data(summary), ensure_ascii=False, indent=2))
