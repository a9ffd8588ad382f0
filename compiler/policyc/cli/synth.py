"""``policyc synth POLICY… --rows N``: people who do not exist, for tests, demonstrations and benchmarks."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.cli.rows import ending
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.model.policy import Policy
    from policyc.synthesis.population import Population
    from policyc.workspace.populations import Made

_YEARS = re.compile(r"(\d{1,4})(?:\.\.(\d{1,4}))?")


@click.command()
@click.argument("policies", nargs=-1, required=True, metavar="POLICY...")
@click.option("--rows", type=click.IntRange(min=1), required=True, metavar="N", help="多少人（how many people）")
@click.option("--seed", type=click.IntRange(min=0), default=1, metavar="S", help="种子，默认 1，种子相同结果就相同（seed）")
@click.option("--years", metavar="A..B", help="逐年记录铺哪些年份的列，默认政策起十年（years of the columns of histories）")
@click.option(
    "--edges",
    type=click.IntRange(min=0),
    metavar="N",
    help="最前面放多少行边界情形，默认十分之一、至多 1000（boundary cases in front）",
)
@click.option("-o", "--output", metavar="FILE", help="写入 .parquet 或 .csv，不写则把 CSV 输出到屏幕（file to write, else CSV）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    policies: tuple[str, ...],
    rows: int,
    seed: int,
    years: str | None,
    edges: int | None,
    output: str | None,
    language: Language,
) -> None:
    """按政策的输入要求造一份虚构人群：最前面是边界情形，其余随机。写几份政策，就造一份各份都能用的。

    Make up people who meet what the policies ask of their inputs: boundary cases first, the rest drawn at random. Nothing in it
    is estimated from anybody.
    """
    from policyc.columns.refusing import need

    path = Path(output) if output is not None else None
    if path is not None and path.suffix.lower() not in (".parquet", ".csv"):
        raise click.UsageError(f"只能写 .parquet 或 .csv 文件，不是“{path.name}”（write .parquet or .csv）")
    of = _years(years)
    with ending(ctx, language):
        need("numpy", "pyarrow")
    compiled = _policies(ctx, policies, language)
    people = _people(ctx, compiled, seed, of, min(rows // 10, 1000) if edges is None else edges, language)
    made = _write(people, rows, path)
    click.echo(_told(made, path, language), err=True)


def _told(made: Made, path: Path | None, language: Language) -> str:
    if language == "en":
        edges = f", {made.edges} boundary cases first" if made.edges else ""
        return f"wrote {path or 'standard output'}: {made.rows} rows, {made.columns} columns{edges}. All of it is made up."
    edges = f"，前 {made.edges} 行是边界情形" if made.edges else ""
    return f"已写入{f' {path}' if path else '标准输出'}：{made.rows} 行、{made.columns} 列{edges}。数据是虚构的，不代表任何人。"


def _years(text: str | None) -> range | None:
    if text is None:
        return None
    found = _YEARS.fullmatch(text.strip())
    years = range(int(found[1]), int(found[2] or found[1]) + 1) if found else range(0)
    if not 1 <= len(years) <= 300:
        raise click.UsageError(f"年份写成 2021..2030，不是“{text}”（years read 2021..2030）")
    return years


def _policies(ctx: click.Context, arguments: tuple[str, ...], language: Language) -> list[Policy]:
    """The valid policies, in order; leaves with what is wrong if one is not."""
    from policyc.workspace.compiling import library_of
    from policyc.workspace.finding import find_policies
    from policyc.workspace.places import absolute
    from policyc.workspace.settings import find_workspace

    workspace = find_workspace()
    files, found = find_policies(list(arguments), workspace)
    library = library_of(workspace, cite=False, thorough=False)  # what inputs must meet needs no proofs and no examples
    compiled = [library.compilation(absolute(file)) for file in files]
    errors = [d for d in (*workspace.diagnostics, *found, *(d for c in compiled for d in c.diagnostics)) if d.is_error]
    if errors:
        report.show(errors, report.files_of(files, compiled), "text", language)
        ctx.exit(report.exit_code(errors))
    return [c.policy for c in compiled if c.policy is not None]


def _people(
    ctx: click.Context, policies: list[Policy], seed: int, years: range | None, edges: int, language: Language
) -> Population:
    """The population; leaves with why there can be none."""
    from policyc.diagnostics.core import Diagnostic
    from policyc.workspace.populations import made_up

    chosen = {h.name: years for p in policies for h in p.histories if not h.events} if years is not None else {}
    people = made_up(policies, seed, chosen, edges)
    if isinstance(people, Diagnostic):
        report.show([people], report.Files({}, {}), "text", language)
        ctx.exit(2)
    return people


def _write(people: Population, rows: int, path: Path | None) -> Made:
    from policyc.workspace.populations import write_csv, write_file
    from policyc.workspace.reading import reason

    try:
        if path is None:
            return write_csv(people, rows, sys.stdout.buffer)
        return write_file(people, rows, path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"写不了 {path or ''}（cannot write）: {reason(error)}") from None
