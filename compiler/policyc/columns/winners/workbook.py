"""A comparison over people as a workbook: what came of it in words, the figures of every rule and group, what moved in
the policies, and who cannot be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from policyc.columns.winners.figures import ParamFigures, Winners
from policyc.columns.winners.report import change_text, document_of, is_still, lead, scope, total_notes
from policyc.columns.winners.shown import sheet
from policyc.columns.winners.wording import effect_text, title_of, total_unit
from policyc.document.plain import words
from policyc.document.sheets import Cell, Column, Number, Sheet, Workbook


def workbook_of(found: Winners) -> Workbook:
    """概要, 逐人测算对比, 标准的变化, 无法比较的人; the last two where there is something in them."""
    sheets = (_summary(found), sheet(found), _params(found), _untold(found))
    return Workbook(document_of(found).title, tuple(each for each in sheets if each.rows))


def _sheet(name: str, widths: dict[str, int], rows: Iterator[tuple[Cell, ...]]) -> Sheet:
    return Sheet(name, tuple(Column(title, width) for title, width in widths.items()), tuple(rows))


def _summary(found: Winners) -> Sheet:
    def rows() -> Iterator[tuple[Cell, ...]]:
        yield "原政策", title_of(found.old)
        yield "新政策", title_of(found.new)
        yield "范围", scope(found)
        yield "结论", lead(found)
        if still := [rule.pair.label for rule in found.rules if is_still(rule)]:
            yield "结果没有变化的规则", "、".join(still)
        for title, names in (
            (f"只有{title_of(found.old)}有的规则", found.matched.only_before),
            (f"只有{title_of(found.new)}有的规则", found.matched.only_after),
            ("结果不是同一类的规则", found.matched.unlike),
        ):
            if names:
                yield title, "、".join(names)
        for row in found.refused.first:
            yield f"剔出的第{row.row}行", row.reason
        for note in document_of(found).footer:
            yield "说明", words(note)

    return _sheet("概要", {"项目": 22, "内容": 90}, rows())


def _params(found: Winners) -> Sheet:
    total = f"按{found.rows}人合计"
    widths = {"标准": 20, "代号": 26, "变化": 32, "对参保人的影响": 14, total: 18, "单位": 12, "说明": 44}
    return _sheet("标准的变化", widths, map(_param, found.params))


def _param(moved: ParamFigures) -> tuple[Cell, ...]:
    new = moved.after
    total = None if moved.total is None else Number(moved.total)
    unit = None if total is None else total_unit(new.type)
    return new.name, new.alias, change_text(moved.before, new), effect_text(moved), total, unit, total_notes(moved) or None


def _untold(found: Winners) -> Sheet:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for rule in found.rules:
            for each in rule.untold:
                yield (
                    rule.pair.label,
                    rule.pair.name,
                    Number(Fraction(each.people)),
                    each.before or "有结果",
                    each.after or "有结果",
                )

    return _sheet("无法比较的人", {"规则": 20, "代号": 24, "人数": 12, "原政策": 60, "新政策": 60}, rows())
