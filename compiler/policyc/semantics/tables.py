"""Tables and scales: their shape, the types of their cells, and brackets that rise."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyc.diagnostics.codes import e0304, e0313, e0318, e0407, e0412
from policyc.diagnostics.core import Label, Words
from policyc.model import expressions as m
from policyc.model.types import UNLIMITED, Quantity, Type
from policyc.quantities.units import RATE
from policyc.semantics import choices, citing, facts, operators, patterns, rounding
from policyc.semantics.alternatives import join, of
from policyc.semantics.context import Context
from policyc.semantics.types import describe
from policyc.syntax import tree


def table(ctx: Context, node: tree.Table, hint: Type | None) -> m.Expr | None:
    """``table … by a, b { … }``, rounded if it says so."""
    subjects = [ctx.read(name) for name in node.subjects]
    shaped = _shape(ctx, node)
    column = subjects[1] if len(subjects) > 1 else None
    columns = _columns(ctx, node.columns, column)
    patterns.single_otherwise(ctx, [row.patterns for row in node.rows])
    chosen = [_row_patterns(ctx, row, subjects[0]) for row in node.rows]
    inside = [choices.where_matched(ctx, subjects[0], found) for found in chosen]
    cells = join(ctx, [of(c, cell) for c, row in zip(inside, node.rows, strict=True) for cell in row.cells], hint)
    good = tuple(subject for subject in subjects if subject is not None)
    if not shaped or columns is None or cells is None or None in chosen or len(good) < len(subjects):
        return None
    rows = tuple(_row(ctx, row, found, cells, node) for row, found in zip(node.rows, chosen, strict=True) if found is not None)
    made = m.Lookup(node.span, cells[0].type, facts.choice(cell.facts for cell in cells), good, columns, rows)
    return made if node.rounding is None else rounding.wrap(ctx, made, node.rounding, node)


def _row(ctx: Context, row: tree.Row, found: choices.Chosen, cells: Sequence[m.Expr], node: tree.Table) -> m.Row:
    start = sum(len(before.cells) for before in node.rows[: node.rows.index(row)])
    return m.Row(found, tuple(cells[start : start + len(row.cells)]), citing.quotes(ctx, row.annotations), row.span)


def _row_patterns(ctx: Context, row: tree.Row, subject: m.Expr | None) -> choices.Chosen | None:
    if isinstance(row.patterns, tree.Otherwise):
        return patterns.otherwise(row.patterns)
    return patterns.lower_patterns(ctx, row.patterns, subject) if subject is not None else None


def _shape(ctx: Context, node: tree.Table) -> bool:
    """One subject and one cell a row; or two subjects, columns, and a cell for each of them."""
    before = len(ctx.sink)
    if len(node.subjects) > 2:
        _misshapen(ctx, node.subjects[2], "表最多按两项查：一项选行，一项选列", "a table is looked up by two names at most")
    if len(node.subjects) == 2 and node.columns is None:
        _misshapen(ctx, node.subjects[1], "按两项查的表要写 columns，列出各列", "a table by two names needs columns")
    if len(node.subjects) == 1 and node.columns is not None:
        _misshapen(ctx, node.columns, "有 columns 的表要按两项查：by 行, 列", "a table with columns is by two names")
    width = len(node.columns.columns) if node.columns else 1
    if len(node.subjects) <= 2 and len(ctx.sink) == before:
        for row in node.rows:
            _width(ctx, row, len(row.cells), width, node.columns)
    return len(ctx.sink) == before


def _width(ctx: Context, row: tree.Node, found: int, width: int, columns: tree.Columns | None) -> None:
    if found != width:
        label = [Label(columns.span, f"共{width}列", f"{width} columns")] if columns else []
        _misshapen(ctx, row, f"这一行有{found}个值，应有{width}个", f"this row has {found} values instead of {width}", label)


def _misshapen(ctx: Context, place: tree.Node, zh: str, en: str, related: Sequence[Label] = ()) -> None:
    ctx.report(e0313.CODE.at(place.span, why=Words(zh, en), related=related))


def _columns(ctx: Context, node: tree.Columns | None, subject: m.Expr | None) -> tuple[tuple[m.Pattern, ...], ...] | None:
    if node is None:
        return ()
    if subject is None:
        return None
    made = [patterns.lower_patterns(ctx, column, subject) for column in node.columns]
    good = tuple(column for column in made if column is not None)
    return good if len(good) == len(made) else None


# ------------------------------------------------------------------ scales


def scale(ctx: Context, node: tree.Scale) -> m.Expr | None:
    """``scale … on x { up to … }``, capped and rounded if it says so."""
    base = ctx.lower(node.base)
    subject = ctx.read(node.subject) if node.subject is not None else None
    shaped = _scale_shape(ctx, node)
    columns = _columns(ctx, node.columns, subject)
    uppers = [_upper(ctx, bracket, base) for bracket in node.brackets]
    rates = join(ctx, [of(ctx, rate) for bracket in node.brackets for rate in bracket.rates], None)
    kind = _product(ctx, node, base, rates)
    cap = ctx.lower_as(node.cap, kind) if node.cap is not None and kind is not None else None
    missing = (node.subject is not None and subject is None) or (node.cap is not None and cap is None)
    if base is None or rates is None or kind is None or columns is None or missing or not shaped:
        return None
    if any(bracket.upper is not None and upper is None for bracket, upper in zip(node.brackets, uppers, strict=True)):
        return None
    if not _rising(ctx, [upper for upper in uppers if upper is not None]):
        return None
    brackets = tuple(_bracket(ctx, b, upper, rates, node) for b, upper in zip(node.brackets, uppers, strict=True))
    proved = ctx.proved(facts.marginal(base, brackets, cap, kind, node.span))
    made = m.Marginal(node.span, kind, proved, base, subject, columns, brackets, cap)
    return made if node.rounding is None else rounding.wrap(ctx, made, node.rounding, node)


def _bracket(ctx: Context, bracket: tree.Bracket, upper: m.Expr | None, rates: Sequence[m.Expr], node: tree.Scale) -> m.Bracket:
    start = sum(len(before.rates) for before in node.brackets[: node.brackets.index(bracket)])
    return m.Bracket(
        upper, tuple(rates[start : start + len(bracket.rates)]), citing.quotes(ctx, bracket.annotations), bracket.span
    )


def _scale_shape(ctx: Context, node: tree.Scale) -> bool:
    """Columns exactly where there is a name to choose them by, a rate for each, and ``above`` last."""
    before = len(ctx.sink)
    if (node.subject is None) != (node.columns is None):
        place = node.subject or node.columns
        assert place is not None
        _misshapen(ctx, place, "分列的分段要同时写 by 和 columns", "a scale with columns needs both by and columns")
        return False
    width = len(node.columns.columns) if node.columns else 1
    for index, bracket in enumerate(node.brackets):
        _width(ctx, bracket, len(bracket.rates), width, node.columns)
        if bracket.upper is None and index + 1 < len(node.brackets):
            ctx.report(e0407.CODE.at(bracket.span, why=Words("above 只能是最后一段", "above is the last bracket")))
    return len(ctx.sink) == before


def _upper(ctx: Context, bracket: tree.Bracket, base: m.Expr | None) -> m.Expr | None:
    if bracket.upper is None:
        return None
    upper = ctx.lower(bracket.upper, base.type if base else None)
    if upper is None or base is None or not isinstance(base.type, Quantity):
        return None
    if not operators.comparable(ctx, bracket.upper, base, upper):
        return None
    return _finite(ctx, upper)


def _finite(ctx: Context, expr: m.Expr) -> m.Expr | None:
    if not expr.facts.unlimited:
        return expr
    ctx.report(e0318.CODE.at(expr.span, op="up to / ->", related=ctx.typed(expr)))
    return None


def _product(ctx: Context, node: tree.Scale, base: m.Expr | None, rates: Sequence[m.Expr] | None) -> Type | None:
    """The type of the sum of base × rate."""
    fine = operators.no_points(ctx, *(rate for bracket in node.brackets for rate in bracket.rates))
    if base is None:
        return None
    if not isinstance(base.type, Quantity):
        ctx.report(e0412.CODE.at(node.base.span, found=describe(base.type), related=ctx.came_from(base)))
        return None
    if rates is None or not fine or any(_finite(ctx, rate) is None for rate in (base, *rates)):
        return None
    if not isinstance(rates[0].type, Quantity):
        ctx.report(
            e0304.CODE.at(
                rates[0].span, expected=describe(Quantity(RATE)), found=describe(rates[0].type), related=ctx.typed(rates[0])
            )
        )
        return None
    return Quantity(base.type.unit * rates[0].type.unit)


def _rising(ctx: Context, uppers: Sequence[m.Expr]) -> bool:
    """Whether the ends of the brackets rise, as far as they are figures that are known."""
    good = True
    last: tuple[Fraction, m.Expr | None] = (Fraction(0), None)
    for upper in uppers:
        place = constant(upper)
        if place is None:
            continue
        if place <= last[0]:
            label = Label(last[1].span, "前一段到这里", "the bracket before ends here") if last[1] else None
            why = Words("这一段的上限不高于前一段", "this bracket ends no higher than the one before")
            first = Words("第一段的上限要高于0", "the first bracket ends at 0 or below")
            ctx.report(e0407.CODE.at(upper.span, why=why if label else first, related=[label] if label else []))
            good = False
        last = (place, upper)
    return good


def constant(expr: m.Expr) -> Fraction | None:
    """The figure of a literal, or the one that a param is calculated with."""
    if isinstance(expr, m.Literal | m.ParamRef) and expr.facts.low == expr.facts.high:
        return None if isinstance(expr, m.Literal) and expr.value is UNLIMITED else expr.facts.low
    return None
