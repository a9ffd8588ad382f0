"""``policyc show [NAME] --region R --on DATE``: which figures hold in a region on a day, with what they rest on."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.workspace.lookup import Series, Standing


@click.command()
@click.argument("name", required=False)
@click.option("--region", required=True, metavar="R", help="地区的名称或代码（name or code of a region）")
@click.option("--on", "on", required=True, metavar="DATE", help="日期，如 2023-06-01（day）")
@click.option("--basis", type=click.Choice(["notice", "benefit"]), default="notice", help="按通知年度或待遇年度（basis）")
@click.option("--policies", "paths", multiple=True, metavar="PATH", help="政策文件或文件夹，默认工作区的（policies to look in）")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="输出的格式（format）")
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    region: str,
    on: str,
    basis: str,
    paths: tuple[str, ...],
    format_: str,
    language: Language,
) -> None:
    """查某地某日的标准，连同依据；不写名称则列出全部。

    Show a figure, or all figures, that hold in a region on a day. Ends with 1 where no policy covers the day.
    """
    from policyc.model.timeline import Basis
    from policyc.workspace.lookup import NoSuchRegion, NotCovered, standing
    from policyc.workspace.opening import opened_all
    from policyc.workspace.settings import find_workspace

    day = _day(on)
    workspace = find_workspace()
    found = opened_all(paths, workspace, cite=True)
    report.show(found.diagnostics, report.Files(found.texts, found.names), "text", language)
    if len(found.compilations) == 0 or report.exit_code(found.refused) == 2:
        ctx.exit(2)
    policies = [c.policy for c in found.compilations if c.ok and c.policy is not None]
    try:
        series = standing(policies, region, day, Basis(basis))
    except NoSuchRegion as error:
        raise click.UsageError(f"没有“{region}”这个地区；有政策的地区：{error}（no such region）") from None
    except NotCovered as error:
        click.echo(str(error), err=True)
        ctx.exit(1)
    shown = [_of_name(each, name) for each in series]
    if name is not None and not any(each.figures for each in shown):
        raise click.UsageError(f"{region}在{day}没有名为“{name}”的数字（no such figure）")
    if format_ == "json":
        click.echo(json.dumps(_data(shown, region, day, basis), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(line for each in shown if each.figures or name is None for line in _lines(each, table=name is None)))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"日期应写成 2023-06-01，不是“{text}”（a day reads 2023-06-01）") from None


def _of_name(series: Series, name: str | None) -> Series:
    from dataclasses import replace

    if name is None:
        return series
    return replace(series, figures=tuple(f for f in series.figures if name in (f.param.name, f.param.alias)))


def _lines(series: Series, *, table: bool) -> Iterator[str]:
    from policyc.wording.amounts import bound_phrase
    from policyc.wording.formulas import cite

    if table:
        yield f"{series.name}"
    for figure in series.figures:
        param = figure.param
        told = f"{'原则上' if param.principally else ''}{bound_phrase(param.bound, param.type)}"
        clause = cite(figure.origin, param.clause) if param.clause is not None else ""
        words = "、".join(f"“{quote.text}”" for quote in param.quotes)
        if table:
            yield f"  {param.name}：{told}（{figure.origin.region}{clause}）"
            continue
        yield f"{param.name}：{told}"
        yield f"  {figure.origin.region}{clause}{f'，原文{words}' if words else ''}"
        yield f"  {series.name}，{figure.policy.id}，{_period(figure)}"
    yield from (f"  注意：{note}" for note in series.notes)


def _period(figure: Standing) -> str:
    period = figure.period
    return f"{period.first}至{'今后' if period.last is None else period.last}"


def _data(shown: Sequence[Series], region: str, day: datetime.date, basis: str) -> dict[str, object]:
    return {
        "region": region,
        "on": day.isoformat(),
        "basis": basis,
        "series": {
            each.name: {"figures": {f.param.alias: _figure(f) for f in each.figures}, "notes": list(each.notes)} for each in shown
        },
    }


def _figure(figure: Standing) -> dict[str, object]:
    from policyc.targets.json_.values import end_data, unit_data, value_data
    from policyc.wording.formulas import cite

    param, bound = figure.param, figure.param.bound
    return {
        "label": param.name,
        "value": value_data(bound.value, param.type),
        "low": end_data(bound.low, param.type),
        "low_closed": bound.low_closed,
        "high": end_data(bound.high, param.type),
        "high_closed": bound.high_closed,
        "bound": bound.kind.value,
        "principally": param.principally,
        "unit": unit_data(param.type),
        "level": figure.origin.region,
        "policy": figure.origin.id,
        "via": figure.policy.id,
        "first": figure.period.first.isoformat(),
        "last": None if figure.period.last is None else figure.period.last.isoformat(),
        "clause": "" if param.clause is None else cite(figure.policy, param.clause),
        "quote": "；".join(q.text for q in param.quotes) or None,
    }
