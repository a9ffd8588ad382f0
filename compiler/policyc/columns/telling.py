"""A summary for people, in Chinese or English, and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

from policyc.columns.summary import Summary, Tally
from policyc.diagnostics.renderers.cells import printable, width

_ZH = ("规则", "有结果", "合计", "不适用", "待定", "缺输入", "不封顶")
_EN = ("rule", "values", "total", "not applicable", "undecided", "missing", "unlimited")


def schema_text() -> str:
    """The JSON Schema of summaries."""
    return files("policyc.columns").joinpath("run.schema.json").read_text("utf-8")


def data(summary: Summary) -> dict[str, Any]:
    """The summary as JSON has it; amounts are strings."""
    return {
        "format": "1",
        "policy": summary.policy,
        "rows_in": summary.rows_in,
        "rows_out": summary.rows_out,
        "set_aside": summary.set_aside,
        "output": summary.output,
        "rejects": summary.rejects,
        "seconds": summary.seconds,
        "rules": [
            {
                "name": tally.name,
                "label": tally.label,
                "unit": tally.unit,
                "values": tally.values,
                "total": None if tally.total is None else f"{tally.total:f}",
                "not_applicable": tally.not_applicable,
                "unspecified": tally.unspecified,
                "missing": tally.missing,
                "unlimited": tally.unlimited,
                "reasons": dict(tally.reasons),
            }
            for tally in summary.rules
        ],
        "first_set_aside": [{"row": row.row, "reason": row.reason} for row in summary.first],
    }


def text(summary: Summary, language: str) -> str:
    """The summary in some lines; columns in which everything is 0 are left out."""
    return "\n".join(_lines(summary, zh=language == "zh")) + "\n"


def _lines(summary: Summary, *, zh: bool) -> Iterator[str]:
    head = f"{summary.name}（{summary.policy}）" if zh else summary.policy
    counts = (summary.rows_in, summary.rows_out, summary.set_aside)
    if zh:
        yield f"{head}：读入 {counts[0]} 行，算出 {counts[1]} 行，剔出 {counts[2]} 行。用时 {summary.seconds} 秒。"
    else:
        yield f"{head}: {counts[0]} rows in, {counts[1]} out, {counts[2]} set aside. {summary.seconds} s."
    yield ""
    yield from _table(summary, _ZH if zh else _EN, zh=zh)
    yield ""
    for row in summary.first:
        place = "  有一行" if row.row is None else f"  第 {row.row} 行"
        place_en = "  a row" if row.row is None else f"  row {row.row}"
        yield printable(f"{place}：{row.reason}" if zh else f"{place_en}: {row.reason}")
    more = summary.set_aside - len(summary.first)
    if more and summary.first:
        yield f"  ……另有 {more} 行" if zh else f"  … and {more} more"
    yield from mostly_aside(summary.rows_in, summary.set_aside, zh=zh)
    yield f"结果写入 {summary.output}" if zh else f"written to {summary.output}"
    if summary.rejects is not None:
        yield f"剔出的行写入 {summary.rejects}" if zh else f"set aside into {summary.rejects}"
    elif summary.set_aside:
        yield "剔出的行没有保存；要逐行核对，请加 --rejects 文件" if zh else "rows set aside were not kept; add --rejects FILE"


def mostly_aside(rows_in: int, set_aside: int, *, zh: bool) -> Iterator[str]:
    """A word of advice where more than half of the rows were set aside: then it is seldom the rows that are wrong."""
    if set_aside * 2 > rows_in:
        yield (
            "剔出的行超过一半，多半是某一列的单位或写法与政策不同（金额以元为单位），请先核对"
            if zh
            else "more than half of the rows were set aside: check units (amounts are in yuan) and spellings of the columns first"
        )


def _table(summary: Summary, heads: tuple[str, ...], *, zh: bool) -> Iterator[str]:
    rows = [_cells(tally, zh=zh) for tally in summary.rules]
    shown = [place for place in range(len(heads)) if place < 3 or any(row[place] != "0" for row in rows)]
    table = [[row[place] for place in shown] for row in (heads, *rows)]
    widths = [max(width(row[column]) for row in table) for column in range(len(shown))]
    for row in table:
        first = row[0] + " " * (widths[0] - width(row[0]))
        rest = (" " * (wide - width(cell)) + cell for cell, wide in zip(row[1:], widths[1:], strict=True))
        yield "  ".join(("", first, *rest)).rstrip()


def _cells(tally: Tally, *, zh: bool) -> tuple[str, ...]:
    name = tally.label if zh else tally.name
    counts = (tally.not_applicable, tally.unspecified, tally.missing, tally.unlimited)
    return printable(name), str(tally.values), _total(tally, zh=zh), *map(str, counts)


def _total(tally: Tally, *, zh: bool) -> str:
    """The sum; of a rule that says yes or no, how many are yes; nothing of rates, days and cases, whose sum says nothing."""
    if tally.total is None:
        return ""
    if tally.unit == "bool":
        return f"是 {tally.total}" if zh else f"{tally.total} yes"
    return f"{_plain(tally.total)} {tally.unit.partition('/')[0]}"


def _plain(value: Decimal) -> str:
    return f"{value:f}"
