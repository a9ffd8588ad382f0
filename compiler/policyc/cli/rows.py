"""What the verbs share that work on the rows of a file: options, and how it ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypedDict

import click

from policyc.cli import report
from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language


class Rows(TypedDict):
    """What is said of the rows, as :func:`policyc.columns.run` and :func:`policyc.columns.compare_run` take it."""

    input: str
    rejects: str | None
    rules: Sequence[str] | None
    renamed: dict[str, str]
    missing: Sequence[str]
    prefix: str
    readings: Sequence[str]


def options(function: Callable[..., None]) -> Callable[..., None]:
    """``--input``, ``--rules``, ``--rejects``, ``--map``, ``--missing``, ``--prefix``, ``--reading``, given on as ``rows``;
    ``--threads``, ``--memory``.
    """

    @wraps(function)
    def command(
        *arguments: Any,
        input_: str,
        rules: str | None,
        rejects: str | None,
        renamed: tuple[str, ...],
        missing: tuple[str, ...],
        prefix: str,
        readings: tuple[str, ...],
        **others: Any,
    ) -> None:
        rows = Rows(
            input=input_,
            rejects=rejects,
            rules=None if rules is None else _named(rules),
            renamed=pairs(renamed, "列=输入", "column=input"),
            missing=[name for item in missing for name in listed(item)],
            prefix=prefix,
            readings=readings,
        )
        function(*arguments, rows=rows, **others)

    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _named(rules: str) -> list[str]:
    """The rules that are asked for; raises click.UsageError for none at all, which is hardly meant."""
    if not (names := listed(rules)):
        raise click.UsageError(
            "--rules 之后没有写规则；要算全部规则，就不写 --rules（no rules after --rules; without it, all are meant）"
        )
    return names


def listed(items: str) -> list[str]:
    """Names with commas of either width between them."""
    return [name.strip() for name in items.replace("，", ",").replace("、", ",").split(",") if name.strip()]


@contextmanager
def ending(ctx: click.Context, language: Language) -> Iterator[None]:
    """Leave as one should where it cannot be done, or is interrupted."""
    from policyc.columns.refusing import CannotRun

    try:
        yield
    except CannotRun as error:
        report.show(error.diagnostics, report.Files({}, {}), "text", language)
        ctx.exit(_code(error.diagnostics))
    except KeyboardInterrupt:
        click.echo("\n已中断，没有写出任何文件（interrupted, nothing was written）", err=True)
        ctx.exit(2)
    if sys.stderr.isatty():  # over the bar
        click.echo("\r", err=True, nl=False)


def _memory(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """An amount of memory as the database takes it."""
    if value is not None and not re.fullmatch(r"[0-9]+(\.[0-9]+)? *([KMGT]i?B|%)", value):
        raise click.BadParameter(f"“{value}”应写成 500MB、2GB 之类（should read 500MB, 2GB, …）")
    return value


def pairs(items: Sequence[str], shape: str, shape_en: str) -> dict[str, str]:
    """What is written ``one=other``; raises click.UsageError for what is not. shape: how it should read."""
    found: dict[str, str] = {}
    for item in items:
        one, sign, other = item.replace("＝", "=").rpartition("=")
        if not sign or not one:
            raise click.UsageError(f"“{item}”应写成 {shape}（should read {shape_en}）")
        if one in found:
            raise click.UsageError(f"“{one}”说了两次（“{one}” is said twice）")
        found[one] = other
    return found


def _code(diagnostics: Sequence[Diagnostic]) -> int:
    """2 where it could not be done; 1 where the policy is not valid."""
    here = any(d.is_error and d.code.code[1:3] in ("09", "11") for d in diagnostics)
    return 2 if here else report.exit_code(diagnostics)


_OPTIONS = (
    click.option("--input", "input_", required=True, metavar="FILE", help="要算的数据（rows to calculate）"),
    click.option("--rules", metavar="规则,…", help="只算这些规则，默认全部（only these rules）"),
    click.option("--rejects", metavar="FILE", help="剔出的行连同原因写到哪里（rows set aside, with reasons）"),
    click.option("--map", "renamed", multiple=True, metavar="列=输入", help="列名不同时指明是哪项输入（what a column is）"),
    click.option("--missing", multiple=True, metavar="输入", help="文件确实没有的输入，按未填处理（inputs without a column）"),
    click.option("--prefix", default="", metavar="文字", help="结果列名的前缀（before the names of results）"),
    click.option("--reading", "readings", multiple=True, metavar="口径=选项", help="按另一种口径计算（under another reading）"),
    click.option("--threads", type=click.IntRange(min=1), metavar="N", help="用几个线程，默认随机器（threads）"),
    click.option("--memory", metavar="1GB", callback=_memory, help="最多用多少内存（how much memory）"),
)
