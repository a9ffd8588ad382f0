"""Pieces of SQL: nodes with the brackets that their places need, literals, comments that nothing in a policy can end.

SQLGlot prints a tree as it is and adds no brackets of its own; every tree of this target is put together here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlglot import exp

Expr = exp.Expr

#: How tightly operators bind, loosest first; what is not listed binds as one word.
_BINDS: dict[type[Expr], int] = {
    exp.Or: 1,
    exp.And: 2,
    exp.Not: 3,
    exp.EQ: 4,
    exp.NEQ: 4,
    exp.LT: 4,
    exp.LTE: 4,
    exp.GT: 4,
    exp.GTE: 4,
    exp.Is: 4,
    exp.In: 4,
    exp.Between: 4,
    exp.Add: 5,
    exp.Sub: 5,
    exp.Mul: 6,
    exp.IntDiv: 6,
    exp.Mod: 6,
    exp.Neg: 7,
}
#: The type of :func:`small` numbers, which columns of them are marked with.
TINYINT = exp.DataType.build("TINYINT")
_INT, _BIGINT, _INT128 = (exp.DataType.build(name) for name in ("INT", "BIGINT", "INT128"))
_OPPOSITE: dict[type[Expr], type[exp.Binary]] = {
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.LT: exp.GTE,
    exp.GTE: exp.LT,
    exp.GT: exp.LTE,
    exp.LTE: exp.GT,
}


def own(node: Expr) -> Expr:
    """The node, or a copy where it already stands somewhere: a tree has one parent."""
    return node.copy() if node.parent is not None else node


def within(node: Expr, least: int) -> Expr:
    """The node, in brackets where its place asks for something that binds at least so tightly."""
    return own(node) if _BINDS.get(type(node), 9) >= least else exp.Paren(this=own(node))


def binary(kind: type[exp.Binary], left: Expr, right: Expr) -> Expr:
    """``left op right``. Divisions and remainders have everything beside them in brackets: dialects differ on how they bind."""
    binds = _BINDS[kind]
    if kind in (exp.IntDiv, exp.Mod):
        return kind(this=within(left, 7), expression=within(right, 7))
    if binds == 6:
        divided = isinstance(left, exp.IntDiv | exp.Mod)
        return kind(this=within(left, 7 if divided else 6), expression=within(right, 7))
    if binds == 4:
        return kind(this=within(left, 5), expression=within(right, 5))
    return kind(this=within(left, binds), expression=within(right, binds + 1))


def both(conditions: Sequence[Expr]) -> Expr:
    """All of them hold; there is at least one."""
    return _joined(exp.And, conditions)


def either(conditions: Sequence[Expr]) -> Expr:
    """One of them holds; there is at least one."""
    return _joined(exp.Or, conditions)


def _joined(kind: type[exp.And] | type[exp.Or], conditions: Sequence[Expr]) -> Expr:
    decisive = kind is exp.Or
    left = [c for c in conditions if not isinstance(c, exp.Boolean) or bool(c.this) == decisive]
    if not left:
        return exp.false() if decisive else exp.true()
    if any(isinstance(c, exp.Boolean) for c in left):
        return exp.true() if decisive else exp.false()
    result = left[0]
    for condition in left[1:]:
        result = kind(this=within(result, _BINDS[kind]), expression=within(condition, _BINDS[kind] + 1))
    return result


def negated(condition: Expr) -> Expr:
    """``NOT condition``; of NULL it is NULL."""
    opposite = _OPPOSITE.get(type(condition))
    if opposite is not None:
        return opposite(this=own(condition.this), expression=own(condition.expression))
    if isinstance(condition, exp.Not):
        return own(condition.this.unnest())
    if isinstance(condition, exp.Boolean):
        return exp.false() if condition.this else exp.true()
    if isinstance(condition, exp.Is):
        return is_given(condition.this) if isinstance(condition.expression, exp.Null) else is_null(condition.this)
    return exp.Not(this=within(condition, 4))


#: What is NULL exactly where something in it is.
_STRICT = (
    exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.In, exp.Between, exp.Not, exp.Paren, exp.Neg, exp.Add, exp.Sub,
    exp.Mul, exp.Literal, exp.Boolean, exp.Column, exp.Identifier, exp.Cast, exp.DataType,
)  # fmt: skip


def is_null(node: Expr) -> Expr:
    """``node IS NULL``; of a comparison, that one of its columns is."""
    columns = list(dict.fromkeys(node.find_all(exp.Column)))
    if columns and all(isinstance(part, _STRICT) for part in node.walk()):
        return either([exp.Is(this=own(column), expression=exp.null()) for column in columns])
    return exp.Is(this=within(node, 5), expression=exp.null())


def is_given(node: Expr) -> Expr:
    """``node IS NOT NULL``."""
    return exp.Is(this=within(node, 5), expression=exp.Not(this=exp.null()))


def one_of(node: Expr, options: Sequence[Expr]) -> Expr:
    """``node IN (…)``; what is said of the options stands behind all of them: between them it would seem to be of the next."""
    listed, said = [], []
    for option in options:
        copied = option.copy()
        said += [comment.strip() for comment in copied.pop_comments() or ()]
        listed.append(copied)
    return remarked(exp.In(this=within(node, 5), expressions=listed), "、".join(said))


def cases(branches: Sequence[tuple[Expr, Expr]], otherwise: Expr | None = None) -> Expr:
    """``CASE WHEN … THEN … ELSE … END``; without branches what is otherwise."""
    ifs = []
    for test, value in branches:
        if isinstance(test, exp.Boolean):
            if not test.this:
                continue
            otherwise = value
            break
        ifs.append(exp.If(this=own(test), true=own(value)))
    if not ifs:
        return exp.null() if otherwise is None else otherwise
    if isinstance(otherwise, exp.Case) and otherwise.this is None:  # one choice after another is one choice
        ifs += [exp.If(this=own(branch.this), true=own(branch.args["true"])) for branch in otherwise.args["ifs"]]
        otherwise = otherwise.args.get("default")
    return exp.Case(ifs=ifs, default=None if otherwise is None else own(otherwise))


def chosen(test: Expr, yes: Expr, no: Expr) -> Expr:
    """One value where the test holds, the other where it does not, NULL where it is NULL.

    Where a value is itself NULL as soon as the test is, it may stand behind ELSE: the opposite need not be asked.
    """
    if follows(no, test):
        return cases([(test, yes)], no)
    if follows(yes, test):
        return cases([(negated(test), no)], yes)
    return cases([(test, yes), (negated(test), no)])


def follows(value: Expr, test: Expr) -> bool:
    """Whether the value is NULL wherever the test is."""
    if not all(isinstance(part, _STRICT) for node in (value, test) for part in node.walk()):
        return False
    return {column.name for column in test.find_all(exp.Column)} <= {column.name for column in value.find_all(exp.Column)}


def number(value: int, comment: str = "") -> Expr:
    """An integer; a negative one is a sign and a literal."""
    node: Expr = exp.Literal.number(abs(value))
    if value < 0:
        node = exp.Neg(this=node)
    return remarked(node, comment)


def text(value: str) -> Expr:
    """A string: the only way in which text of a policy becomes more than a comment."""
    return exp.Literal.string(clean(value))


def date(iso: str, comment: str = "") -> Expr:
    """A day: 2025-01-01."""
    return remarked(exp.cast(exp.Literal.string(iso), "DATE"), comment)


#: What nodes are marked with: a quotient or remainder of numbers that are never negative; a day that is moved by days.
_POSITIVE, _DAYS = "positive", "days"


def positive(node: Expr) -> Expr:
    """A quotient or remainder, marked as one of numbers that are never negative: engines differ on those that are."""
    node.meta[_POSITIVE] = True
    return node


def is_positive(node: Expr) -> bool:
    """Whether :func:`positive` was said of it."""
    return _POSITIVE in node.meta


def later(day: Expr, days: Expr) -> Expr:
    """``day + days``."""
    return _moved(exp.Add, day, days)


def earlier(day: Expr, days: Expr) -> Expr:
    """``day - days``."""
    return _moved(exp.Sub, day, days)


def _moved(kind: type[exp.Binary], day: Expr, days: Expr) -> Expr:
    node = binary(kind, day, days)
    node.meta[_DAYS] = True
    return node


def is_day(node: Expr) -> bool:
    """Whether a sum or difference is a day that was moved by days."""
    return _DAYS in node.meta


def whole(node: Expr) -> Expr:
    """The node as a whole number of 64 bits."""
    return _cast(node, _BIGINT)


def short(node: Expr) -> Expr:
    """The node as a whole number of 32 bits, which the functions of dates ask for; a literal is one."""
    return own(node) if isinstance(node, exp.Literal) else _cast(node, _INT)


def small(node: Expr) -> Expr:
    """The node as a whole number of 8 bits, of which a processor adds and compares many at a time."""
    bare = node.this if isinstance(node, exp.Cast) and node.to.this is exp.DataType.Type.BIGINT else node
    return _cast(bare, TINYINT)


def fits_small(node: Expr) -> bool:
    """Whether no figure that the node may come to needs more than 8 bits, not even where no row comes: engines look there."""
    match node:
        case exp.Case():
            values = [branch.args["true"] for branch in node.args["ifs"]]
            return all(fits_small(value) for value in [*values, *([node.args["default"]] if node.args.get("default") else [])])
        case exp.Paren() | exp.Cast() | exp.Neg():
            return fits_small(node.this)
        case exp.Literal():
            return int(node.this) < 2**7
        case _:
            return True


def is_small(node: Expr) -> bool:
    """Whether an engine takes the node for a number of 8 bits: what it is made of is, bare numbers aside."""
    match node:
        case exp.Column() | exp.Cast():
            return node.type is not None and node.type.this is exp.DataType.Type.TINYINT
        case exp.Paren() | exp.Neg():
            return is_small(node.this)
        case exp.Case():
            values = [branch.args["true"] for branch in node.args["ifs"]]
            return any(is_small(value) for value in [*values, *([node.args["default"]] if node.args.get("default") else [])])
        case exp.Add() | exp.Sub():
            return is_small(node.this) or is_small(node.expression)
        case _:
            return False


def wide(node: Expr) -> Expr:
    """The node as a whole number of 38 digits."""
    return _cast(node, _INT128)


def _cast(node: Expr, kind: exp.DataType) -> Expr:
    """The node as a type that has been built already: to read its name takes longer than all else."""
    return exp.cast(own(node), kind.copy(), copy=False)


def part_of(node: Expr, part: str) -> Expr:
    """The YEAR, MONTH or DAY of a date, as a whole number."""
    return whole(exp.Extract(this=exp.var(part), expression=own(node)))


def day_of(year: Expr, month: Expr, day: Expr) -> Expr:
    """The date of a year, month and day."""
    return exp.Anonymous(this="MAKE_DATE", expressions=[short(year), short(month), short(day)])


def column(name: str) -> Expr:
    """A column of a table expression by name."""
    return exp.column(identifier(name))


def table(name: str) -> exp.Table:
    """A table, or a table expression, by name."""
    return exp.Table(this=identifier(name))


def identifier(name: str) -> exp.Identifier:
    """A name, quoted where it is a word of some dialect or no plain name."""
    from policyc.targets.columns.keywords import KEYWORDS

    plain = re.fullmatch(r"[a-z_][a-z0-9_]*", name) is not None and name not in KEYWORDS
    return exp.to_identifier(name, quoted=not plain)


def named(node: Expr, name: str, comment: str = "") -> Expr:
    """``node AS name``."""
    return remarked(exp.Alias(this=own(node), alias=identifier(name)), comment)


def remarked(node: Expr, comment: str) -> Expr:
    """The node with a comment behind it."""
    if comment:
        node.add_comments([f" {harmless(comment)} "])
    return node


def harmless(comment: str) -> str:
    """A comment's text on one line, in which no comment begins or ends."""
    line = " ".join(clean(comment).split())
    return re.sub(r"(?<=\*)(?=/)|(?<=/)(?=\*)", " ", line)


def clean(value: str) -> str:
    """Text without control characters, line ends and what turns the direction of reading: they have no place in a program."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+", " ", value)


def is_simple(node: Expr) -> bool:
    """Whether writing it twice costs less than a column of its own: a column, a literal, a comparison of two such."""
    return sum(1 for _ in node.walk()) <= 7 and not any(isinstance(x, exp.Case | exp.Func) for x in node.walk())
