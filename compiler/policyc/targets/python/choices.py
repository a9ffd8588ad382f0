"""Choices as statements: match, cases, defaults with exceptions and modifiers, tables, scales; every arm leads back.

An arm either returns its value (it stands at the end of the function) or puts it into a local variable. Every arm taken is
told to the case, which remembers it where somebody asked for an explanation.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import assert_never

from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.model.types import Bool, DateType, EnumType, Member, MonthType, Quantity, Type
from policyc.semantics.reserved import class_name
from policyc.targets.python.code import Binds, Block, Code
from policyc.targets.python.formulas import Formulas
from policyc.targets.python.layout import Item, Raw, items, render
from policyc.targets.python.literals import WIDTH, comment_text, member, width
from policyc.targets.python.names import Names
from policyc.targets.python.notes import Notes
from policyc.targets.python.operators import rescaled
from policyc.targets.python.patterns import equal_to, pattern_test
from policyc.targets.scales import Scales, finest

Branching = e.If | e.Match | e.Cases | e.Default | e.Lookup | e.Marginal
_MODIFIERS = {
    e.ModifierOp.PLUS: e.ArithmeticOp.ADD,
    e.ModifierOp.MINUS: e.ArithmeticOp.SUBTRACT,
    e.ModifierOp.TIMES: e.ArithmeticOp.MULTIPLY,
}

#: A test (None: whatever is left) and what is written where it holds.
Branch = tuple[Callable[[], Code] | None, Callable[[], None]]

#: From so many branches on, the member of an enum is looked up in a table and not compared with one after the other.
_MANY = 8

#: The members of one arm or row (None: all others), its note, and its value or values as they are written.
Figures = tuple[Sequence[e.Pattern] | None, int, Item, Span]

#: Gives the exception of a hole that stands beside some quotes.
HoleWriter = Callable[[e.Unspecified, Sequence[e.Quote]], str]


def place(span: Span) -> str:
    """Where something stands in the policy: ``policies/2023.pol:41``."""
    return comment_text(f"{span.file}:{span.line}")


def annotation(kind: Type, scale: int | None) -> str:
    """The type of a value inside the module."""
    match kind:
        case Quantity():
            return "int" if scale is not None else "Fraction"
        case Bool():
            return "bool"
        case EnumType():
            return class_name(kind.alias)
        case DateType() | MonthType():
            return "date"
        case _:
            return "int"


class Choices(Formulas):
    """Writes the choices of one function; a subclass adds tables and scales."""

    def __init__(self, policy: Policy, names: Names, scales: Scales, notes: Notes, holes: HoleWriter, own: str) -> None:
        """own: the function's own name, without leading underscores, for what stands above it."""
        super().__init__(policy, names, scales, Block())
        self.notes = notes
        self.above: list[str] = []
        self._own = own
        self._holes = holes
        self._quotes: Sequence[e.Quote] = ()  # of the arm that is being written

    def returns(self, expr: e.Expr, scale: int | None) -> None:
        """The lines that return a formula's value at a scale."""
        self._into(expr, scale, None)

    def source(self) -> str:
        """The function, with what stands above it."""
        return "\n".join([*self.above, *(["", ""] if self.above else []), *self.block.lines])

    def refuses_others(self, condition: e.Expr, refusal: str) -> None:
        """The lines that refuse whom the rule does not concern."""
        test = self.value(e.Not(condition.span, condition.type, condition.facts, condition))
        self.block.line(f"if {test.text}:", place(condition.span))
        with self.block.deeper():
            self.block.line(refusal)

    def hole(self, expr: e.Unspecified) -> str:
        """The exception of a hole, by its number in the module."""
        return self._holes(expr, self._quotes)

    def chosen(self, expr: Branching) -> Code:
        """The value of a choice, in a local variable where its arms are written one by one."""
        if isinstance(expr, e.Marginal):
            return self._marginal(expr, self.scales.of(expr))
        if isinstance(expr, e.Default) and expr.modifiers:
            return self._modified(expr, self.scales.of(expr))
        name = self.fresh("x")
        scale = self.scales.of(expr)
        self.block.line(f"{name}: {annotation(expr.type, scale)}")
        self._into(expr, scale, name)
        return Code(name, constant=True)

    # ------------------------------------------------------------------ where a value goes

    def _into(self, expr: e.Expr, scale: int | None, name: str | None) -> None:
        """Return the value, or put it into the local variable ``name``."""
        own = self.scales.of(expr)
        if (
            isinstance(expr, Branching)
            and not (isinstance(expr, e.Default) and expr.modifiers)
            and not isinstance(expr, e.Marginal)
        ):
            self._branch(expr, scale, name)
        elif isinstance(expr, e.Unspecified) and name is None:
            self.block.line(f"raise {self.hole(expr)}", place(expr.span))
        else:
            code = self._plain(expr, own, name)
            self._end(
                rescaled(code, own, scale, unlimited=expr.facts.unlimited) if isinstance(expr.type, Quantity) else code, name
            )

    def _plain(self, expr: e.Expr, scale: int | None, name: str | None) -> Code:
        match expr:
            case e.Default():
                return self._modified(expr, scale)
            case e.Marginal():
                return self._marginal(expr, scale)
            case e.Round() if name is None:
                return self.rounded(expr, lambda exact, inner: self._record(expr, exact, inner))
            case _:
                return self.value(expr, scale)

    def _record(self, expr: e.Round, exact: Code, scale: int | None) -> None:
        self.block.line(f"c._took({self.notes.rounding(expr, scale)}, {exact.text})")

    def _end(self, code: Code, name: str | None) -> None:
        if name is not None:
            self.block.line(f"{name} = {code.text}")
            return
        kept = f"{' ' * self.block.indent}{code.text} = "
        if self.block.lines[-1].startswith(kept):  # kept because it was long, but there is nothing to read it again
            code = Code(self.block.lines.pop().removeprefix(kept))
        self.block.line(f"return {code.text}")

    # ------------------------------------------------------------------ branches

    def _branch(self, expr: Branching, scale: int | None, name: str | None) -> None:
        match expr:
            case e.If():
                self._if(expr, scale, name)
            case e.Match():
                self._match(expr, scale, name)
            case e.Cases():
                self._cases(expr, scale, name)
            case e.Default():
                self._default(expr, scale, name)
            case e.Lookup():
                self._lookup(expr, scale, name)
            case e.Marginal():
                raise AssertionError("a scale is no branch")
            case _:
                assert_never(expr)

    def _arms(self, branches: Sequence[Branch], name: str | None, places: Sequence[Span]) -> None:
        """One branch after the other, the last without a test: the compiler has proved that it then holds."""
        outer = self.block.indent
        for i, ((test, write), span) in enumerate(zip(branches, places, strict=True)):
            if i == len(branches) - 1:
                if i == 0 or name is None:
                    self.block.line(f"# {place(span)}")
                    write()
                else:
                    self.block.line("else:", place(span))
                    with self.block.deeper():
                        write()
                continue
            assert test is not None
            self._test(test, place(span), chained=i > 0 and name is not None)
            with self.block.deeper():
                write()
        self.block.indent = outer

    def _test(self, test: Callable[[], Code], place: str, *, chained: bool) -> None:
        """``if`` or ``elif``; a test that needs lines of its own goes behind an ``else``."""
        if not chained:
            self.block.line(f"if {test().text}:", place)
            return
        lines, self.block.lines = self.block.lines, []
        with self.block.deeper():
            code = test()
        written, self.block.lines = self.block.lines, lines
        if not written:
            self.block.line(f"elif {code.text}:", place)
            return
        self.block.line("else:")
        self.block.lines += written
        self.block.indent += 4
        self.block.line(f"if {code.text}:", place)

    def _arm(
        self, value: e.Expr, words: str, quotes: Sequence[e.Quote], scale: int | None, name: str | None
    ) -> Callable[[], None]:
        def write() -> None:
            self.block.line(f"c._took({self.notes.arm(words, value, quotes)})")
            with self._beside(quotes):
                self._into(value, scale, name)

        return write

    @contextmanager
    def _beside(self, quotes: Sequence[e.Quote]) -> Iterator[None]:
        """Holes written inside stand beside these quotes, if there are any."""
        outer, self._quotes = self._quotes, quotes or self._quotes
        yield
        self._quotes = outer

    def _if(self, expr: e.If, scale: int | None, name: str | None) -> None:
        words = self.notes.condition(expr.condition)
        then = self._arm(expr.then, words, (), scale, name)
        otherwise = self._arm(expr.otherwise, self.notes.otherwise, (), scale, name)
        self._arms([(lambda: self.value(expr.condition), then), (None, otherwise)], name, [expr.then.span, expr.otherwise.span])

    def _cases(self, expr: e.Cases, scale: int | None, name: str | None) -> None:
        branches: list[Branch] = []
        for case in expr.cases:
            condition = case.condition
            if isinstance(condition, e.Otherwise):
                branches.append((None, self._arm(case.value, self.notes.otherwise, case.quotes, scale, name)))
                break
            words = self.notes.condition(condition)
            branches.append((partial(self.value, condition), self._arm(case.value, words, case.quotes, scale, name)))
        self._arms(branches, name, [case.span for case in expr.cases[: len(branches)]])

    def _match(self, expr: e.Match, scale: int | None, name: str | None) -> None:
        subject = self._subject(expr.subject)
        if is_by_member(expr.subject, [arm.patterns for arm in expr.arms], [arm.value for arm in expr.arms]):
            figures: list[Figures] = []
            for arm in expr.arms:
                note = self.notes.arm(self.notes.patterns(expr.subject, arm.patterns), arm.value, arm.quotes)
                figures.append((members_of(arm.patterns), note, self.literal_at(arm.value, scale), arm.span))
            self._end(self.by_member(subject, expr.subject.type, annotation(expr.type, scale), figures), name)
            return
        arms = sorted(expr.arms, key=lambda arm: isinstance(arm.patterns, e.Otherwise))
        branches: list[Branch] = []
        for arm in arms:
            words = self.notes.patterns(expr.subject, arm.patterns)
            branches.append(
                (self._meets(subject, expr.subject, arm.patterns), self._arm(arm.value, words, arm.quotes, scale, name))
            )
        self._arms(branches, name, [arm.span for arm in arms])

    # ------------------------------------------------------------------ many members

    def literal_at(self, expr: e.Expr, scale: int | None) -> Item:
        """A literal as it is counted at a scale."""
        return Raw(self.value(expr, scale).text)

    def by_member(self, subject: Code, kind: Type, result: str, figures: Sequence[Figures]) -> Code:
        """The value that stands beside the subject in a table above the function; the note beside it is told to the case."""
        assert isinstance(kind, EnumType)
        table = f"_{self._own.upper()}_BY_{kind.alias.upper()}"
        while any(line.startswith(f"{table}:") for line in self.above):
            table += "_"
        self.above.append(f"{table}: dict[{class_name(kind.alias)}, tuple[int, {result}]] = {{")
        left = {member.name: member for member in kind.members}
        for patterns, note, value, span in sorted(figures, key=lambda each: each[0] is None):
            members = list(left.values()) if patterns is None else [p.value for p in patterns if isinstance(p, e.ValuePattern)]
            for one in members:
                assert isinstance(one, Member)
                del left[one.name]
                key = f"{member(one, kind)}: "
                entry = f"    {key}{render(items([Raw(str(note)), value]), 4, width(key), 1)},"
                remark = f"  # {place(span)}"
                self.above.append(entry + (remark if "\n" not in entry and width(entry + remark) <= WIDTH else ""))
        self.above.append("}")
        note_name, value_name = self.fresh("note"), self.fresh("x")
        self.block.line(f"{note_name}, {value_name} = {table}[{subject.text}]")
        self.block.line(f"c._took({note_name})")
        return Code(value_name, constant=True)

    # ------------------------------------------------------------------ defaults

    def _default(self, expr: e.Default, scale: int | None, name: str | None) -> None:
        """A default without modifiers."""
        self._excepted(expr, scale, name, partial(self._into, expr.value, scale, name))

    def _modified(self, expr: e.Default, scale: int | None) -> Code:
        """A default with modifiers; exceptions replace both."""
        result = self.fresh("x")
        self.block.line(f"{result}: {annotation(expr.type, scale)}")
        self._excepted(expr, scale, result, partial(self._modify, expr, scale, result))
        return Code(result, constant=True)

    def _excepted(self, expr: e.Default, scale: int | None, name: str | None, usual: Callable[[], None]) -> None:
        """All exceptions' conditions are read before the first that holds is taken; ``usual`` writes what they replace."""
        if not expr.exceptions:
            usual()
            return
        conditions = self.in_order([partial(self.value, x.condition) for x in expr.exceptions])
        if len(conditions) > 1:
            conditions = [self.kept(condition, "applies") for condition in conditions]
        branches: list[Branch] = []
        for exception, condition in zip(expr.exceptions, conditions, strict=True):
            words = self.notes.condition(exception.condition)
            arm = self._arm(exception.value, words, exception.quotes, scale, name)
            branches.append((partial(_itself, condition), arm))

        def otherwise() -> None:
            self.block.line(f"c._took({self.notes.arm(self.notes.otherwise, expr.value, ())})")
            usual()

        branches.append((None, otherwise))
        self._arms(branches, name, [*(x.span for x in expr.exceptions), expr.value.span])

    def _modify(self, expr: e.Default, scale: int | None, result: str) -> None:
        """The default, then each modifier whose condition holds, from the top; ``result`` is counted at ``scale`` at the end."""
        now = self.scales.of(expr.value)
        added = [m for m in expr.modifiers if m.op is not e.ModifierOp.TIMES]
        now = None if scale is None else finest([now, *(self._places(m) for m in added)])
        self._into(expr.value, now, result)
        for modifier in expr.modifiers:
            op = _MODIFIERS[modifier.op]
            test = self.value(modifier.condition)
            self.block.line(f"if {test.text}:", place(modifier.span))
            factor = 0 if now is None or modifier.op is not e.ModifierOp.TIMES else (self.scales.of(modifier.amount) or 0)
            with self.block.deeper():
                self.block.line(f"c._took({self.notes.modifier(modifier)})")
                with self._beside(modifier.quotes):
                    self._end(self.applied(op, result, expr.type, now, modifier.amount), result)
            if factor:
                self.block.line("else:")
                with self.block.deeper():
                    self._end(rescaled(Code(result), 0, factor), result)
                assert now is not None
                now += factor
        if isinstance(expr.type, Quantity) and now != scale:
            self._end(rescaled(Code(result), now, scale), result)

    def _places(self, modifier: e.Modifier) -> int | None:
        return self.scales.of(modifier.amount)

    # ------------------------------------------------------------------ patterns

    def _subject(self, subject: e.Expr) -> Code:
        """What is matched, in a local variable of its own name."""
        code = self.value(subject, self.scales.of(subject))
        name = code.text.removeprefix("c.")
        return self.kept(code, name if name.isidentifier() else "x")

    def _meets(self, code: Code, subject: e.Expr, patterns: Sequence[e.Pattern] | e.Otherwise) -> Callable[[], Code] | None:
        """The test that a subject meets one of the patterns."""
        if isinstance(patterns, e.Otherwise):
            return None
        return partial(self._met, code, patterns, subject)

    def _met(self, code: Code, patterns: Sequence[e.Pattern], subject: e.Expr) -> Code:
        kind, scale = subject.type, self.scales.of(subject)
        values = equal_to(patterns, kind, scale)
        if values is not None:
            return Code(f"{code.text} in {self.listed(values)}", Binds.COMPARE)
        return self._joined("or", [partial(_itself, pattern_test(code, pattern, kind, scale)) for pattern in patterns])

    # ------------------------------------------------------------------ what the subclass adds

    @abstractmethod
    def _lookup(self, expr: e.Lookup, scale: int | None, name: str | None) -> None:
        """The lines of a table."""

    @abstractmethod
    def _marginal(self, expr: e.Marginal, scale: int | None) -> Code:
        """The value of a scale."""


def is_by_member(subject: e.Expr, patterns: Sequence[Sequence[e.Pattern] | e.Otherwise], values: Sequence[e.Expr]) -> bool:
    """Whether a choice is of many members of an enum, each by its name, between plain figures."""
    named = all(isinstance(each, e.Otherwise) or all(isinstance(p, e.ValuePattern) for p in each) for each in patterns)
    return (
        len(patterns) >= _MANY and isinstance(subject.type, EnumType) and named and all(isinstance(v, e.Literal) for v in values)
    )


def members_of(patterns: Sequence[e.Pattern] | e.Otherwise) -> Sequence[e.Pattern] | None:
    """The patterns of a row or arm; None for what is left."""
    return None if isinstance(patterns, e.Otherwise) else patterns


def _itself(code: Code) -> Code:
    return code
