"""A comparison over people in each of its formats, as the bytes of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.resources import files
from typing import Any

from policyc.columns.telling import mostly_aside
from policyc.columns.winners.figures import QUANTILES, Group, Moved, RuleFigures, Winners
from policyc.columns.winners.report import document_of, net, scope
from policyc.columns.winners.wording import step_unit, total_unit
from policyc.diagnostics.renderers.cells import printable, width
from policyc.document.blocks import Bars, Block, Chart, Heading, Listing, Note, Paragraph, Table
from policyc.document.formats import rendered as rendered_document
from policyc.document.plain import words
from policyc.document.sheets import Cell, Column, Number, Sheet, render_csv
from policyc.model.types import Quantity
from policyc.quantities.decimals import decimal_text


def rendered(found: Winners, format_: str, template: bytes | None = None) -> bytes:
    """The comparison in a format. template: of a Word document."""
    match format_:
        case "text":
            return text(found).encode()
        case "json":
            return (json.dumps(data(found), ensure_ascii=False, indent=2) + "\n").encode()
        case "csv":
            return render_csv(sheet(found))
        case "xlsx":
            from policyc.columns.winners.workbook import workbook_of
            from policyc.document.excel import render_xlsx

            return render_xlsx(workbook_of(found))
        case _:
            return rendered_document(document_of(found), format_, template=template)


# ------------------------------------------------------------------ text


def text(found: Winners) -> str:
    """For a terminal."""
    document = document_of(found)
    lines = [printable(document.title), scope(found), ""]
    for block, after in zip(document.blocks, (*document.blocks[1:], None), strict=True):
        lines += _block(block)
        if not isinstance(block, Heading | Bars) and not isinstance(after, Listing):
            lines.append("")
    lines += [printable(words(note)) for note in document.footer]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield printable(f"【{words(block.line)}】")
        case Paragraph():
            yield printable(words(block.line))
        case Listing():
            yield from (printable(f"  - {words(item.line)}") for item in block.items)
        case Table():
            yield from _table(block)
        case Note() | Chart() | Bars():
            pass


def _table(table: Table) -> Iterator[str]:
    """Columns as wide as their longest cell, figures to the right, empty columns left out."""
    rows = [[printable(words(cell)) for cell in row] for row in (table.head, *table.rows)]
    shown = [place for place in range(len(table.head)) if any(row[place] for row in rows[1:])]
    widths = {place: max(width(row[place]) for row in rows) for place in shown}
    if table.caption:
        yield printable(f"  {table.caption}")
    for row in rows:
        yield "  ".join(("", *(_padded(row[place], widths[place], place in table.numeric) for place in shown))).rstrip()


def _padded(cell: str, room: int, right: bool) -> str:
    space = " " * (room - width(cell))
    return space + cell if right else cell + space


def summary(found: Winners, language: str) -> str:
    """What was read and written, in a line or some."""
    zh = language == "zh"
    aside = found.refused.rows
    if zh:
        lines = [f"{found.old.id} → {found.new.id}：{scope(found)}。用时 {found.seconds} 秒。"]
    else:
        counts = f"{found.rows_in} rows in, {found.rows} compared, {aside} set aside"
        lines = [f"{found.old.id} → {found.new.id}: {counts}. {found.seconds} s."]
    lines += mostly_aside(found.rows_in, aside, zh=zh)
    lines += _unpaired(found, language)
    if found.output is not None:
        lines.append(f"逐人结果写入 {found.output}" if zh else f"written to {found.output}")
    if found.rejects is not None:
        lines.append(f"剔出的行写入 {found.rejects}" if zh else f"set aside into {found.rejects}")
    elif aside:
        lines.append(
            "剔出的行没有保存；要逐行核对，请加 --rejects 文件" if zh else "rows set aside were not kept; add --rejects FILE"
        )
    return "\n".join(map(printable, lines))


def _unpaired(found: Winners, language: str) -> Iterator[str]:
    """What was not compared, and what to say where two rules are one all the same."""
    matched = found.matched
    sides = [(found.old.id, matched.only_before), (found.new.id, matched.only_after)]
    if language == "zh":
        sides = [(f"只有 {name} 有", rules) for name, rules in sides] + [("结果不是同一类", matched.unlike)]
        told = [f"{title}：{'、'.join(rules)}" for title, rules in sides if rules]
        both = "。其实是同一条的，用 --pair 原规则=新规则 指明" if matched.only_before and matched.only_after else ""
        return iter([f"没有比较的规则：{'；'.join(told)}{both}。"] if told else [])
    sides = [(f"only {name} has", rules) for name, rules in sides] + [("of two kinds are", matched.unlike)]
    told = [f"{title} {', '.join(rules)}" for title, rules in sides if rules]
    both = ". Say with --pair OLD=NEW which rules are one all the same" if matched.only_before and matched.only_after else ""
    return iter([f"not compared: {'; '.join(told)}{both}."] if told else [])


# ------------------------------------------------------------------ for spreadsheets


def sheet(found: Winners) -> Sheet:
    """One row for each rule and group; amounts as numbers. Not the people: they are in ``--output``."""
    titles = ["规则", "代号", "单位", *(found.by or ("分组",)), "人数", "可比"]
    titles += [
        f"{way}{name}" for way in ("增加", "减少") for name in ("人数", "合计", "最小", *map("{}%分位".format, QUANTILES), "最大")
    ]
    titles += ["不变", "无法比较", "只有原政策有结果", "只有新政策有结果", "原合计", "新合计", "净变化"]
    rows = [tuple(_cells(found, rule, group)) for rule in found.rules for group in (rule.whole, *rule.groups)]
    return Sheet("逐人测算对比", tuple(Column(title, 12) for title in titles), tuple(rows))


def _cells(found: Winners, rule: RuleFigures, group: Group) -> Iterator[Cell]:
    percent = isinstance(rule.pair.type, Quantity) and rule.pair.type.unit.is_rate
    yield from (rule.pair.label, rule.pair.name, step_unit(rule.pair.type))
    yield from group.keys or ("合计",) + ("",) * (len(found.by) - 1)
    yield from (_number(group.people), _number(group.both))
    for moved in (group.up, group.down):
        quantiles: Sequence[Fraction | None] = moved.quantiles or (None,) * len(QUANTILES)
        yield _number(moved.people)
        yield _number(moved.total) if group.before is not None else None
        yield from (None if value is None else Number(value, percent) for value in (moved.least, *quantiles, moved.most))
    yield from map(_number, (group.same, group.people - group.both, group.only_before, group.only_after))
    yield from (None if value is None else Number(value) for value in (group.before, group.after, net(group)))


def _number(value: int | Fraction) -> Number:
    return Number(Fraction(value))


# ------------------------------------------------------------------ for programs


def schema_text() -> str:
    """The JSON Schema of what :func:`data` gives."""
    return files("policyc.columns.winners").joinpath("compare_run.schema.json").read_text("utf-8")


def data(found: Winners) -> dict[str, Any]:
    """For programs; amounts are strings."""
    refused = found.refused
    return {
        "format": "1",
        "old": found.old.id,
        "new": found.new.id,
        "rows_in": found.rows_in,
        "rows": found.rows,
        "set_aside": {"old": refused.before, "new": refused.after, "both": refused.both, "unread": refused.unread},
        "first_set_aside": [{"row": row.row, "reason": row.reason} for row in refused.first],
        "by": list(found.by),
        "quantiles": list(QUANTILES),
        "rules": [_rule_data(rule) for rule in found.rules],
        "parameters": [
            {
                "name": moved.after.alias,
                "label": moved.after.name,
                "effect": moved.effect.value,
                "derived": moved.after.is_derived,
                "kind": moved.after.bound.kind.value,
                "total": _plain(moved.total),
                "unit": total_unit(moved.after.type),
            }
            for moved in found.params
        ],
        "only_old": list(found.matched.only_before),
        "only_new": list(found.matched.only_after),
        "unlike": list(found.matched.unlike),
        "output": found.output,
        "rejects": found.rejects,
        "seconds": found.seconds,
    }


def _rule_data(rule: RuleFigures) -> dict[str, Any]:
    direction = rule.pair.direction
    return {
        "name": rule.pair.name,
        "label": rule.pair.label,
        "old_label": rule.pair.before.name,
        "unit": step_unit(rule.pair.type),
        "total_unit": total_unit(rule.pair.type),
        "direction": None if direction is None else direction.value,
        "all": _group_data(rule.whole),
        "groups": [{"keys": list(group.keys), **_group_data(group)} for group in rule.groups],
        "not_comparable": [{"old": each.before, "new": each.after, "people": each.people} for each in rule.untold],
    }


def _group_data(group: Group) -> dict[str, Any]:
    return {
        "people": group.people,
        "comparable": group.both,
        "increase": _moved_data(group.up, sums=group.before is not None),
        "decrease": _moved_data(group.down, sums=group.before is not None),
        "same": group.same,
        "neither": group.neither,
        "only_old": group.only_before,
        "only_new": group.only_after,
        "before": _plain(group.before),
        "after": _plain(group.after),
        "net": _plain(net(group)),
    }


def _moved_data(moved: Moved, *, sums: bool) -> dict[str, Any]:
    return {
        "people": moved.people,
        "unlimited": moved.unlimited,
        "total": _plain(moved.total) if sums else None,
        "least": _plain(moved.least),
        "most": _plain(moved.most),
        "quantiles": [_plain(value) for value in moved.quantiles],
    }


def _plain(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)
