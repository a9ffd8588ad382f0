"""Lark's tree → the frozen nodes of :mod:`policyc.syntax.tree`, with their spans. It decides nothing but how deep a tree may be.

One method a grammar rule, of the same name, found by that name; the methods stand in the order of the grammar. Children
arrive as the grammar lists them: keywords and punctuation are gone, an optional part that is not there is None, and what
a ``_rule`` matches stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from policyc.diagnostics.core import Span
from policyc.syntax import tree
from policyc.syntax.scan import MAX_LEVELS, divisors
from policyc_grammar.keywords import spelling

if TYPE_CHECKING:
    from lark import Token, Tree

    Child = Any  # a Tree, a Token or None, in the order that the grammar fixes

#: How deep a tree may be, so that every recursion over it ends well within Python's own limit. A level of nesting
#: (brackets, ``if``, ``not``, blocks) weighs more than one more term of a sum, because it costs more on the way down.
NESTING_WEIGHT = 4
MAX_DEPTH = NESTING_WEIGHT * MAX_LEVELS


class TooDeep(Exception):
    """A formula is nested too deeply (``terms`` None) or chains too many terms; the span is where it began to be."""

    def __init__(self, span: Span, terms: int | None) -> None:
        super().__init__()
        self.span = span
        self.terms = terms


ANNOTATIONS = frozenset({"quote", "reported", "principally", "direction", "because"})


class Converter:
    """Converts the declarations of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._depth = 0
        #: What stands below the line in an amount without being a unit that the language knows.
        self.divisors: set[str] = set()

    # -------------------------------------------------------------- spans and dispatch

    def span(self, node: Tree[Token]) -> Span:
        """Where a tree stands."""
        m = node.meta
        return Span(self._file, m.start_pos, m.end_pos, m.line, m.column, m.end_line, m.end_column)

    def at(self, token: Any) -> Span:
        """Where a token stands."""
        t = token
        return Span(self._file, t.start_pos, t.end_pos, t.line, t.column, t.end_line, t.end_column)

    def of(self, node: Tree[Token]) -> Any:
        """The node of a tree, by the method of its rule."""
        return getattr(self, node.data)(node, node.children)

    def all(self, nodes: Sequence[Child]) -> tuple[Any, ...]:
        """The nodes of trees."""
        return tuple([self.of(n) for n in nodes])

    def maybe(self, node: Child) -> Any:
        """The node of an optional tree."""
        return None if node is None else self.of(node)

    def nested(self, node: Tree[Token], weight: int = NESTING_WEIGHT, terms: int | None = None) -> None:
        """Goes down a level; each call is paired with :meth:`_up`."""
        self._depth += weight
        if self._depth > MAX_DEPTH:
            raise TooDeep(self.span(node), terms)

    def name(self, token: Token) -> tree.Name:
        """A token as a name."""
        return tree.Name(self.at(token), str(token))

    def keyword(self, token: Token) -> tree.Name:
        """A keyword that the tree keeps, in its English spelling."""
        return tree.Name(self.at(token), word(token))

    def maybe_name(self, token: Child) -> tree.Name | None:
        """An optional token as a name."""
        return None if token is None else self.name(token)

    def text(self, token: Token) -> tree.Text:
        """A string literal's value."""
        return tree.Text(self.at(token), unquoted(token))

    def texts(self, tokens: Sequence[Child]) -> tuple[tree.Text, ...]:
        """Several string literals."""
        return tuple([self.text(t) for t in tokens])

    # -------------------------------------------------------------- the top level

    def policy(self, n: Tree[Token], c: list[Child]) -> tree.Policy:
        lines: dict[str, list[Any]] = {}
        for line in c[2:]:
            lines.setdefault(line.data, []).append(self.of(line))

        def each(kind: str) -> tuple[Any, ...]:
            return tuple(lines.get(kind, ()))

        return tree.Policy(
            self.span(n),
            self.name(c[0]),
            self.name(c[1]),
            each("region"),
            each("notice_year"),
            each("series"),
            each("fiscal_year"),
            each("benefit_year"),
            each("period"),
            each("under"),
            each("amends"),
            each("uses"),
            each("extract"),
        )

    def region(self, n: Tree[Token], c: list[Child]) -> tree.Region:
        return tree.Region(self.span(n), self.name(c[0]), self.text(c[1]))

    def notice_year(self, n: Tree[Token], c: list[Child]) -> tree.Number:
        return tree.Number(self.at(c[0]), str(c[0]))

    fiscal_year = benefit_year = notice_year

    def period(self, n: Tree[Token], c: list[Child]) -> tree.Period:
        last = None if c[1] is None else tree.DateLiteral(self.at(c[1]), str(c[1]))
        return tree.Period(self.span(n), tree.DateLiteral(self.at(c[0]), str(c[0])), last)

    def series(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return self.name(c[0])

    under = amends = uses = series

    def extract(self, n: Tree[Token], c: list[Child]) -> tree.Text:
        return self.text(c[0])

    def source(self, n: Tree[Token], c: list[Child]) -> tree.Source:
        return tree.Source(self.span(n), self.name(c[0]), self.name(c[1]), self.all(c[2:]))

    def source_field(self, n: Tree[Token], c: list[Child]) -> tree.SourceField:
        return tree.SourceField(self.span(n), self.keyword(c[0]), tuple([self._source_value(t) for t in c[1:]]))

    def _source_value(self, token: Token) -> tree.Text | tree.DateLiteral | tree.Name:
        if token.type == "STRING":
            return self.text(token)
        return tree.DateLiteral(self.at(token), str(token)) if token.type == "DATE" else self.keyword(token)

    def enum(self, n: Tree[Token], c: list[Child]) -> tree.Enum:
        members = self.all([x for x in c[3:] if x is not None])
        return tree.Enum(self.span(n), self.name(c[1]), self.name(c[2]), c[0] is not None, members)

    def member(self, n: Tree[Token], c: list[Child]) -> tree.Member:
        return tree.Member(self.span(n), self.name(c[0]), self.name(c[1]))

    def unit(self, n: Tree[Token], c: list[Child]) -> tree.Unit:
        return tree.Unit(self.span(n), self.name(c[0]))

    def clause(self, n: Tree[Token], c: list[Child]) -> tree.Clause:
        return tree.Clause(self.span(n), self.name(c[0]), self.text(c[1]), self.all(c[2:]))

    # -------------------------------------------------------------- declarations

    def input(self, n: Tree[Token], c: list[Child]) -> tree.Input:
        name, alias, type_, low, high, step = self._column(c)
        return tree.Input(self.span(n), name, alias, type_, low, high, step, self.annotations(n, c[4:]))

    def _column(self, c: list[Child]) -> tuple[Any, ...]:
        """What an input and a field of a history have: name, alias, type, low, high, step."""
        low, high, step = (None, None, None) if c[3] is None else c[3].children
        return self.name(c[0]), self.name(c[1]), self.of(c[2]), self.maybe(low), self.maybe(high), self.maybe(step)

    def step(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return cast(tree.Expr, self.of(c[0]))

    def param(self, n: Tree[Token], c: list[Child]) -> tree.Param:
        type_, bound = self.maybe(c[2]), self.of(c[3])
        return tree.Param(self.span(n), self.name(c[0]), self.name(c[1]), type_, bound, self.annotations(n, c[4:]))

    def exact_bound(self, n: Tree[Token], c: list[Child]) -> tree.Bound:
        value = self._rounded(self.of(c[0]), c[1])
        return tree.Bound(self.span(n), "=", value, None, None, c[2] is not None)

    def comparison_bound(self, n: Tree[Token], c: list[Child]) -> tree.Bound:
        value = self._rounded(self.of(c[1]), c[2])
        return tree.Bound(self.span(n), word(c[0]), value, None, None, c[3] is not None)

    def about_bound(self, n: Tree[Token], c: list[Child]) -> tree.Bound:
        return tree.Bound(self.span(n), "~", self.of(c[0]), None, None, False)  # noqa: FBT003

    def between_bound(self, n: Tree[Token], c: list[Child]) -> tree.Bound:
        return tree.Bound(self.span(n), "in", None, self.of(c[0]), self.of(c[1]), c[2] is not None)

    def open_bound(self, n: Tree[Token], c: list[Child]) -> tree.Bound:
        return tree.Bound(self.span(n), "unspecified", None, None, None, True)  # noqa: FBT003

    def rule(self, n: Tree[Token], c: list[Child]) -> tree.Rule:
        return self._rule("rule", n, c[:3], c[3], c[4:])

    def part(self, n: Tree[Token], c: list[Child]) -> tree.Rule:
        return self._rule("part", n, c[:3], None, c[3:])

    def _rule(self, keyword: str, n: Tree[Token], head: list[Child], when: Child, rest: list[Child]) -> tree.Rule:
        name, alias, type_ = self.name(head[0]), self.maybe_name(head[1]), self.maybe(head[2])
        only_when, body = self.maybe(when), self.of(rest[0])
        return tree.Rule(self.span(n), keyword, name, alias, type_, only_when, body, self.annotations(n, rest[1:]))

    def only_when(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return cast(tree.Expr, self.of(c[0]))

    def body(self, n: Tree[Token], c: list[Child]) -> tree.Body:
        self.nested(n)
        value = self._rounded(self.of(c[0]), c[1])
        lines = () if c[2] is None else self.all(c[2].children)
        exceptions = tuple([x for x in lines if isinstance(x, tree.Exception_)])
        modifiers = tuple([x for x in lines if isinstance(x, tree.Modifier)])
        self._depth -= NESTING_WEIGHT
        return tree.Body(self.span(n), value, exceptions, modifiers, None if c[2] is None else self.maybe(c[3]))

    def exception(self, n: Tree[Token], c: list[Child]) -> tree.Exception_:
        return tree.Exception_(self.span(n), self.of(c[0]), self.of(c[1]), self.annotations(n, c[2:]))

    def modifier(self, n: Tree[Token], c: list[Child]) -> tree.Modifier:
        return tree.Modifier(self.span(n), word(c[0]), self.of(c[1]), self.of(c[2]), self.annotations(n, c[3:]))

    def table(self, n: Tree[Token], c: list[Child]) -> tree.Table:
        subjects, rest = split(c[3:], lambda x: x is not None and not is_tree(x))
        columns = self.maybe(rest[0])
        rows, rest = split(rest[1:], lambda x: x is not None and x.data == "row")
        return tree.Table(
            self.span(n),
            self.name(c[0]),
            self.name(c[1]),
            self.maybe(c[2]),
            tuple([self.name(t) for t in subjects]),
            columns,
            self.all(rows),
            self.maybe(rest[0]),
            self.annotations(n, rest[1:]),
        )

    def columns(self, n: Tree[Token], c: list[Child]) -> tree.Columns:
        return tree.Columns(self.span(n), self.all(c))

    def row(self, n: Tree[Token], c: list[Child]) -> tree.Row:
        cells, notes = split(c[1:], lambda x: x.data not in ANNOTATIONS)
        return tree.Row(self.span(n), self.of(c[0]), self.all(cells), self.annotations(n, notes))

    def scale(self, n: Tree[Token], c: list[Child]) -> tree.Scale:
        brackets, rest = split(c[6:], lambda x: x is not None and x.data == "bracket")
        return tree.Scale(
            self.span(n),
            self.name(c[0]),
            self.name(c[1]),
            self.maybe(c[2]),
            self.of(c[3]),
            self.maybe_name(c[4]),
            self.maybe(c[5]),
            self.all(brackets),
            self.maybe(rest[0]),
            self.maybe(rest[1]),
            self.annotations(n, rest[2:]),
        )

    def bracket(self, n: Tree[Token], c: list[Child]) -> tree.Bracket:
        upper = self.of(c[0]) if is_tree(c[0]) else None
        rates, notes = split(c[1:], lambda x: x.data not in ANNOTATIONS)
        return tree.Bracket(self.span(n), upper, self.all(rates), self.annotations(n, notes))

    def up_to(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return cast(tree.Expr, self.of(c[-1]))

    def cap(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return cast(tree.Expr, self.of(c[0]))

    def history(self, n: Tree[Token], c: list[Child]) -> tree.History:
        at_most = tree.Number(self.at(c[3]), str(c[3]))
        fields, notes = split(c[4:], lambda x: x.data == "field")
        notes_ = self.annotations(n, notes)
        return tree.History(self.span(n), self.name(c[0]), self.name(c[1]), c[2] is not None, at_most, self.all(fields), notes_)

    def field(self, n: Tree[Token], c: list[Child]) -> tree.Field:
        return tree.Field(self.span(n), *self._column(c))

    def track(self, n: Tree[Token], c: list[Child]) -> tree.Track:
        name, alias, type_, history = self.name(c[0]), self.name(c[1]), self.maybe(c[2]), self.name(c[3])
        initial, body = self.maybe(c[4]), self.of(c[5])
        return tree.Track(self.span(n), name, alias, type_, history, initial, body, self.annotations(n, c[6:]))

    def initial(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return cast(tree.Expr, self.of(c[0]))

    def reading(self, n: Tree[Token], c: list[Child]) -> tree.Reading:
        options, rest = split(c[2:], is_tree)
        return tree.Reading(
            self.span(n),
            self.name(c[0]),
            self.name(c[1]),
            self.all(options),
            self.name(rest[0]),
            self.of(rest[1]),
            self.annotations(n, rest[2:]),
        )

    def option(self, n: Tree[Token], c: list[Child]) -> tree.Option:
        return tree.Option(self.span(n), self.name(c[0]), self.name(c[1]), self.text(c[2]))

    def refine(self, n: Tree[Token], c: list[Child]) -> tree.Refine:
        return tree.Refine(self.span(n), self.name(c[0]), self.of(c[1]), self.annotations(n, c[2:]))

    def amend(self, n: Tree[Token], c: list[Child]) -> tree.Amend:
        made, notes = self.of(c[1]), self.annotations(n, c[2:])
        is_body = isinstance(made, tree.Body)
        return tree.Amend(self.span(n), self.name(c[0]), None if is_body else made, made if is_body else None, notes)

    def withdraw(self, n: Tree[Token], c: list[Child]) -> tree.Withdraw:
        return tree.Withdraw(self.span(n), self.name(c[0]), self.annotations(n, c[1:]))

    def keep(self, n: Tree[Token], c: list[Child]) -> tree.Keep:
        names, notes = split(c, lambda x: not is_tree(x))
        kept = None if names[0].type == "ALL" else tuple([self.name(t) for t in names])
        return tree.Keep(self.span(n), kept, self.annotations(n, notes))

    def override(self, n: Tree[Token], c: list[Child]) -> tree.Override:
        lines, notes = split(c[1:], lambda x: x.data not in ANNOTATIONS)
        exceptions = self.all([x for x in lines if x.data == "exception"])
        rows = self.all([x for x in lines if x.data == "row"])
        return tree.Override(self.span(n), self.name(c[0]), exceptions, rows, self.annotations(n, notes))

    def take(self, n: Tree[Token], c: list[Child]) -> tree.Take:
        return tree.Take(self.span(n), self.name(c[0]), self.name(c[1]), self.annotations(n, c[2:]))

    def target(self, n: Tree[Token], c: list[Child]) -> tree.Target:
        type_, bound, deadline = self.maybe(c[2]), self.of(c[3]), self.maybe(c[4])
        notes = self.annotations(n, c[5:])
        return tree.Target(self.span(n), self.name(c[0]), self.name(c[1]), type_, bound, deadline, notes)

    def measure(self, n: Tree[Token], c: list[Child]) -> tree.Measure:
        lines, notes = split(c[3:], lambda x: x is not None and x.data not in ANNOTATIONS)
        actors, conditions, deadlines = ([x for x in lines if x.data == d] for d in ("actor", "condition", "deadline"))
        return tree.Measure(
            self.span(n),
            word(c[0]),
            self.name(c[1]),
            self.name(c[2]),
            tuple([self.text(t) for x in actors for t in x.children]),
            tuple([self.text(t) for x in conditions for t in x.children]),
            self.all(deadlines),
            self.annotations(n, [x for x in notes if x is not None]),
        )

    def deadline(self, n: Tree[Token], c: list[Child]) -> tree.DateLiteral | tree.MonthLiteral | tree.Number:
        kinds: dict[str, type[tree.DateLiteral] | type[tree.MonthLiteral] | type[tree.Number]]
        kinds = {"DATE": tree.DateLiteral, "MONTH": tree.MonthLiteral, "NUMBER": tree.Number}
        return kinds[c[0].type](self.at(c[0]), str(c[0]))

    def check(self, n: Tree[Token], c: list[Child]) -> tree.Check:
        return tree.Check(self.span(n), self.of(c[0]), self.annotations(n, c[1:]))

    def check_all(self, n: Tree[Token], c: list[Child]) -> tree.CheckAll:
        return tree.CheckAll(self.span(n), self.of(c[0]), self.annotations(n, c[1:]))

    def require(self, n: Tree[Token], c: list[Child]) -> tree.Require:
        return tree.Require(self.span(n), self.of(c[0]), self.annotations(n, c[1:]))

    def assume(self, n: Tree[Token], c: list[Child]) -> tree.Remark:
        return tree.Remark(self.span(n), "assume", self.text(c[0]), self.annotations(n, c[1:]))

    def question(self, n: Tree[Token], c: list[Child]) -> tree.Remark:
        return tree.Remark(self.span(n), "question", self.text(c[0]), self.annotations(n, c[1:]))

    def example(self, n: Tree[Token], c: list[Child]) -> tree.Example:
        lines, notes = split(c[1:], lambda x: x.data not in ANNOTATIONS)
        given = [a for x in lines if x.data == "given" for a in x.children]
        expected = [x for x in lines if x.data != "given"]
        return tree.Example(self.span(n), self.text(c[0]), self.all(given), self.all(expected), self.annotations(n, notes))

    def assignment(self, n: Tree[Token], c: list[Child]) -> tree.Given:
        return tree.Given(self.span(n), self.name(c[0]), self.of(c[1]))

    def records(self, n: Tree[Token], c: list[Child]) -> tree.GivenHistory:
        return tree.GivenHistory(self.span(n), self.name(c[0]), self.all(c[1:]))

    def record(self, n: Tree[Token], c: list[Child]) -> tree.GivenRecord:
        first, last = (None if x is None else tree.Number(self.at(x), str(x)) for x in c[:2])
        filled = self.all([x for x in c[2:] if x is not None])
        flags = tuple([x for x in filled if isinstance(x, tree.Name)])
        values = tuple([x for x in filled if isinstance(x, tree.Given)])
        return tree.GivenRecord(self.span(n), cast(tree.Number, first), last, flags, values)

    def flag(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return self.name(c[0])

    def expect(self, n: Tree[Token], c: list[Child]) -> tree.Expect:
        return tree.Expect(self.span(n), self.of(c[0]))

    def expect_state(self, n: Tree[Token], c: list[Child]) -> tree.ExpectState:
        return tree.ExpectState(self.span(n), self.name(c[0]), word(c[1]))

    # -------------------------------------------------------------- annotations and types

    def annotations(self, declaration: Tree[Token], notes: Sequence[Child]) -> tree.Annotations:
        """What follows a declaration; where nothing does, an empty place at its end."""
        if not notes:
            m = declaration.meta
            end = Span(self._file, m.end_pos, m.end_pos, m.end_line, m.end_column, m.end_line, m.end_column)
            return tree.Annotations(end, (), (), (), ())
        if len(notes) == 1 and notes[0].data == "quote":  # by far the most frequent case
            quote = self.quote(notes[0], notes[0].children)
            return tree.Annotations(quote.span, (quote,), (), (), ())
        found: dict[str, list[Any]] = {kind: [] for kind in ANNOTATIONS}
        for before, note in zip((None, *notes), notes, strict=False):
            made, quotes = self.of(note), found["quote"]
            if note.data == "reported" and quotes:
                span = quotes[-1].span.to(made.span) if before.data == "quote" else quotes[-1].span
                quotes[-1] = replace(quotes[-1], reported=True, span=span)
            else:
                found[note.data].append(made)
        return tree.Annotations(
            self.span(notes[0]).to(self.span(notes[-1])),
            tuple(found["quote"]),
            tuple(found["principally"]),
            tuple(found["direction"]),
            tuple(found["because"]),
            tuple(found["reported"]),
        )

    def quote(self, n: Tree[Token], c: list[Child]) -> tree.Quote:
        return tree.Quote(self.span(n), self.maybe_name(c[0]), unquoted(c[1]), False)  # noqa: FBT003 - what follows tells

    def reported(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return tree.Name(self.span(n), "reported")

    def principally(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return tree.Name(self.span(n), "principally")

    def direction(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return tree.Name(self.span(n), word(c[0]).split()[-1])

    def because(self, n: Tree[Token], c: list[Child]) -> tree.Text:
        return self.text(c[0])

    def type(self, n: Tree[Token], c: list[Child]) -> tree.TypeName:
        return tree.TypeName(self.span(n), tuple([word(t) for t in c]))

    # -------------------------------------------------------------- formulas

    def if_expr(self, n: Tree[Token], c: list[Child]) -> tree.If:
        self.nested(n)
        made = tree.If(self.span(n), self.of(c[0]), self.of(c[1]), self.of(c[2]))
        self._depth -= NESTING_WEIGHT
        return made

    def or_expr(self, n: Tree[Token], c: list[Child]) -> tree.Logic:
        return self._logic("or", n, c)

    def and_expr(self, n: Tree[Token], c: list[Child]) -> tree.Logic:
        return self._logic("and", n, c)

    def _logic(self, op: str, n: Tree[Token], c: list[Child]) -> tree.Logic:
        self.nested(n, 1)
        made = tree.Logic(self.span(n), op, self.all(c))
        self._depth -= 1
        return made

    def not_expr(self, n: Tree[Token], c: list[Child]) -> tree.Not:
        self.nested(n)
        made = tree.Not(self.span(n), self.of(c[0]))
        self._depth -= NESTING_WEIGHT
        return made

    def compare(self, n: Tree[Token], c: list[Child]) -> tree.Compare:
        return tree.Compare(self.span(n), word(c[1]), self.of(c[0]), self.of(c[2]))

    def within(self, n: Tree[Token], c: list[Child]) -> tree.Within:
        return tree.Within(self.span(n), self.of(c[0]), self.all(c[1:]))

    def sum(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return self._chain(n, c)

    def product(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        return self._chain(n, c)

    def _chain(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        """a op b op c, grouped from the left: as deep as it has operators."""
        operators = len(c) // 2
        if not operators:
            return cast(tree.Expr, self.of(c[0]))
        self.nested(n, operators, operators + 1)
        made = cast(tree.Expr, self.of(c[0]))
        for i in range(1, len(c), 2):
            right = self.of(c[i + 1])
            made = tree.Binary(made.span.to(right.span), str(c[i]), made, right)
        self._depth -= operators
        return made

    def negative(self, n: Tree[Token], c: list[Child]) -> tree.Negate:
        self.nested(n)
        made = tree.Negate(self.span(n), self.of(c[-1]))
        self._depth -= NESTING_WEIGHT
        return made

    def quantity(self, n: Tree[Token], c: list[Child]) -> tree.Amount:
        text = str(c[0])
        if "/" in text:
            self.divisors.update(divisors(text))
        return tree.Amount(self.at(c[0]), text)

    def number(self, n: Tree[Token], c: list[Child]) -> tree.Number:
        return tree.Number(self.at(c[0]), str(c[0]))

    def date(self, n: Tree[Token], c: list[Child]) -> tree.DateLiteral:
        return tree.DateLiteral(self.at(c[0]), str(c[0]))

    def month(self, n: Tree[Token], c: list[Child]) -> tree.MonthLiteral:
        return tree.MonthLiteral(self.at(c[0]), str(c[0]))

    def true(self, n: Tree[Token], c: list[Child]) -> tree.BoolLiteral:
        return tree.BoolLiteral(self.span(n), True)  # noqa: FBT003

    def false(self, n: Tree[Token], c: list[Child]) -> tree.BoolLiteral:
        return tree.BoolLiteral(self.span(n), False)  # noqa: FBT003

    def unspecified(self, n: Tree[Token], c: list[Child]) -> tree.UnspecifiedLiteral:
        return tree.UnspecifiedLiteral(self.span(n))

    def unlimited(self, n: Tree[Token], c: list[Child]) -> tree.UnlimitedLiteral:
        return tree.UnlimitedLiteral(self.span(n))

    def reference(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return self.name(c[0])

    def elsewhere(self, n: Tree[Token], c: list[Child]) -> tree.Elsewhere:
        policy, name = c[0].split(".", 1)
        return tree.Elsewhere(self.at(c[0]), policy, name)

    def previous(self, n: Tree[Token], c: list[Child]) -> tree.Previous:
        return tree.Previous(self.span(n))

    def call(self, n: Tree[Token], c: list[Child]) -> tree.Call:
        self.nested(n)
        made = tree.Call(self.span(n), self.keyword(c[0]), self.all([x for x in c[1:] if x is not None]))
        self._depth -= NESTING_WEIGHT
        return made

    def group(self, n: Tree[Token], c: list[Child]) -> tree.Expr:
        self.nested(n)
        made = self._rounded(self.of(c[0]), c[1])
        self._depth -= NESTING_WEIGHT
        return made

    def _rounded(self, operand: tree.Expr, rounding: Child) -> tree.Expr:
        if rounding is None:
            return operand
        how = self.rounding(rounding, rounding.children)
        return tree.Rounded(operand.span.to(how.span), operand, how)

    def rounding(self, n: Tree[Token], c: list[Child]) -> tree.Rounding:
        modes, unit = [x for x in c if x is not None and x.data == "mode"], [x for x in c if x is not None and x.data != "mode"]
        return tree.Rounding(self.span(n), self.all(modes), self.of(unit[0]) if unit else None)

    def mode(self, n: Tree[Token], c: list[Child]) -> tree.Name:
        return self.keyword(c[0])

    def match(self, n: Tree[Token], c: list[Child]) -> tree.Match:
        self.nested(n)
        made = tree.Match(self.span(n), self.of(c[0]), self.all(c[1:]))
        self._depth -= NESTING_WEIGHT
        return made

    def arm(self, n: Tree[Token], c: list[Child]) -> tree.Arm:
        return tree.Arm(self.span(n), self.of(c[0]), self._rounded(self.of(c[1]), c[2]), self.annotations(n, c[3:]))

    def otherwise(self, n: Tree[Token], c: list[Child]) -> tree.Otherwise:
        return tree.Otherwise(self.span(n), self.maybe(c[0]))

    def cases(self, n: Tree[Token], c: list[Child]) -> tree.Cases:
        self.nested(n)
        made = tree.Cases(self.span(n), self.all(c))
        self._depth -= NESTING_WEIGHT
        return made

    def case(self, n: Tree[Token], c: list[Child]) -> tree.Case:
        return tree.Case(self.span(n), self.of(c[0]), self._rounded(self.of(c[1]), c[2]), self.annotations(n, c[3:]))

    # -------------------------------------------------------------- patterns

    def patterns(self, n: Tree[Token], c: list[Child]) -> tuple[tree.Pattern, ...]:
        return tuple([self._pattern(x) for x in c])

    def _pattern(self, n: Tree[Token]) -> tree.Pattern:
        made = self.of(n)
        if isinstance(made, (tree.NamePattern, tree.RangePattern, tree.ComparePattern)):
            return made
        return tree.ValuePattern(made.span, made)

    def pattern_name(self, n: Tree[Token], c: list[Child]) -> tree.NamePattern:
        return tree.NamePattern(self.at(c[0]), str(c[0]))

    def range_pattern(self, n: Tree[Token], c: list[Child]) -> tree.RangePattern:
        return tree.RangePattern(self.span(n), self.of(c[0]), self.of(c[1]))

    def compare_pattern(self, n: Tree[Token], c: list[Child]) -> tree.ComparePattern:
        return tree.ComparePattern(self.span(n), word(c[0]), self.of(c[1]))

    def negative_literal(self, n: Tree[Token], c: list[Child]) -> tree.Negate:
        return tree.Negate(self.span(n), self.of(c[-1]))


def is_tree(child: Child) -> bool:
    """Whether a child is a tree (and not a token or None)."""
    return hasattr(child, "data")


def word(token: Token) -> str:
    """A keyword's English spelling; a word that is none stays as it is."""
    return spelling(token.type, token, "en")


def unquoted(token: str) -> str:
    r"""The value of a string literal, whose only escapes are ``\"`` and ``\\``."""
    return re.sub(r"\\(.)", r"\1", token[1:-1]) if "\\" in token else token[1:-1]


def split(children: list[Child], holds: Any) -> tuple[list[Child], list[Child]]:
    """The leading children of which something holds, and the rest."""
    for i, child in enumerate(children):
        if not holds(child):
            return children[:i], children[i:]
    return children, []
