"""What a formula is read in: the names, what may be read here, what is proved of them, and where mistakes are noted.

A formula that cannot be read is None, and whoever receives None says nothing more: one message per cause.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from policyc.diagnostics.codes import e0211, e0212, e0213, e0222, e0304, e0310, e0323
from policyc.diagnostics.core import Diagnostic, Fix, Label, Span, Words
from policyc.model.expressions import (
    Arithmetic,
    ArithmeticOp,
    Expr,
    Facts,
    FieldRef,
    InputRef,
    Literal,
    ParamRef,
    ReadingRef,
    RuleRef,
)
from policyc.model.policy import Param
from policyc.model.types import BOOL, Member, Quantity, Type
from policyc.quantities.units import BASE_UNITS, UNIT_SPELLINGS
from policyc.semantics.foreign import Foreign
from policyc.semantics.names import RULES, VALUES, Kind, Scope, Symbol, fold
from policyc.semantics.types import describe, describe_en
from policyc.syntax import tree

_NODES: Mapping[Kind, Callable[[Span, Type, Facts, str], Expr]] = {
    Kind.INPUT: InputRef,
    Kind.FIELD: FieldRef,
    Kind.READING: ReadingRef,
}


class Reader(Enum):
    """Who reads: what it may read, and why nothing else (Chinese, English)."""

    RULE = (VALUES, "规则只读输入、参数和其他规则", "a rule reads inputs, params and other rules")
    PARAM = (
        frozenset({Kind.PARAM}),
        "参数只能由其他参数算出；要用输入，请写成规则",
        "a param is worked out of params only; with inputs it is a rule",
    )
    RANGE = (frozenset({Kind.PARAM}), "输入的范围只能用参数和数字", "the range of an input is made of params and literals only")
    REQUIRE = (
        frozenset({Kind.INPUT, Kind.PARAM}),
        "require 在计算之前核对输入，只读输入和参数",
        "require checks inputs before anything is computed: it reads inputs and params only",
    )
    CHECK = (VALUES, "check 只读参数和规则", "check reads params and rules")
    EXAMPLE = (VALUES, "示例只读输入、参数和规则", "an example reads inputs, params and rules")

    @property
    def may_read(self) -> frozenset[Kind]:
        """The kinds of names."""
        return self.value[0]

    @property
    def reason(self) -> tuple[str, str]:
        """Why no other, in Chinese and English."""
        return self.value[1], self.value[2]


@dataclass(frozen=True, slots=True)
class Declared:
    """What formulas need to know of a declared value."""

    type: Type
    facts: Facts


@dataclass(frozen=True, slots=True)
class Over:
    """That the formula is a track's: of which history, which values of the record before are known (None: not readable), and
    the names that read this history themselves, as a whole, with the histories that they read.
    """

    track: str
    history: str
    previous: Mapping[str, Declared | None]
    wholes: Mapping[str, frozenset[str]]
    histories: Mapping[str, str]

    def refused(self, name: tree.Name, symbol: Symbol) -> Diagnostic | None:
        """What is wrong with reading a rule that has read all records already."""
        if self.histories.get(symbol.name) == self.history or self.history not in self.wholes.get(symbol.name, ()):
            return None
        label = Label(
            symbol.span, f"{symbol.kind.zh}“{symbol.name}”在此声明", f"{symbol.kind.en} “{symbol.name}” is declared here"
        )
        return e0222.CODE.at(name.span, name=symbol.name, history=self.history, related=[label])


@dataclass(frozen=True, slots=True)
class Around:
    """What a policy has from others.

    id: its own. inherited: the id of the policy of every other file that declarations come from. texts: of those files.
    foreign: the figures of other policies that it may read by name.
    """

    id: str = ""
    inherited: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    foreign: Foreign = field(default_factory=Foreign)


@dataclass(frozen=True)
class Context:
    """The surroundings of a formula. ``declared`` has None for what could not be read; ``scales`` the usual
    scale of every name (see exactness); ``narrowed`` the facts that a guard proves; ``over`` what a track's formula may read;
    ``around`` what the policy has from others; ``members`` notes which member of which enum each name was taken for.
    """

    scope: Scope
    text: str
    reader: Reader
    declared: Mapping[str, Declared | None]
    scales: Mapping[str, int | None]
    sink: list[Diagnostic]
    lowerer: Callable[[Context, tree.Expr, Type | None], Expr | None]
    narrowed: Mapping[str, Facts] = field(default_factory=dict)
    over: Over | None = None
    around: Around = field(default_factory=Around)
    members: dict[Span, Member] = field(default_factory=dict)

    def lower(self, node: tree.Expr, hint: Type | None = None) -> Expr | None:
        """A formula of the tree as a typed one. ``hint``: the type of the place, for what has none of its own."""
        return self.lowerer(self, node, hint)

    def lower_as(self, node: tree.Expr, kind: Type, why: Label | None = None) -> Expr | None:
        """A formula that must be of type ``kind``; ``why`` says what wants it."""
        return self.fits(self.lower(node, kind), kind, why)

    def condition(self, node: tree.Expr) -> Expr | None:
        """A formula that must be true or false."""
        expr = self.lower(node, BOOL)
        if expr is None or expr.type == BOOL:
            return expr
        self.report(e0310.CODE.at(expr.span, found=describe(expr.type), related=self.came_from(expr)))
        return None

    def fits(self, expr: Expr | None, kind: Type, why: Label | None = None) -> Expr | None:
        """``expr`` if it is of type ``kind``; else None, and said so."""
        if expr is None or expr.type == kind:
            return expr
        related = [*([why] if why else []), *self.came_from(expr)]
        values = describe(kind), describe(expr.type)
        hint, fixes = conversion(self.source(expr.span), expr, kind)
        wrong = e0304.CODE.at(expr.span, expected=values[0], found=values[1], hint=hint or _CHANGE, related=related, fixes=fixes)
        self.report(no_unit(expr, kind, related) or wrong)
        return None

    def report(self, *diagnostics: Diagnostic) -> None:
        """Note what is wrong."""
        self.sink.extend(diagnostics)

    def proved(self, result: tuple[Facts, tuple[Diagnostic, ...]]) -> Facts:
        """The facts of a result, its errors noted."""
        self.report(*result[1])
        return result[0]

    def narrow(self, more: Mapping[str, Facts]) -> Context:
        """The same where something more is proved."""
        return dataclasses.replace(self, narrowed={**self.narrowed, **more}) if more else self

    def reading(self, reader: Reader) -> Context:
        """The same for another reader."""
        return dataclasses.replace(self, reader=reader)

    def policy_of(self, span: Span) -> str:
        """The id of the policy whose file a place is in."""
        return self.around.inherited.get(span.file, self.around.id)

    def text_of(self, span: Span) -> str:
        """The text of the file that a place is in."""
        return self.around.texts.get(span.file, self.text)

    @property
    def foreign(self) -> Foreign:
        """The figures of other policies."""
        return self.around.foreign

    def source(self, span: Span) -> str:
        """The text of a place, on one line and without comments."""
        bare = re.sub(r'("(?:\\.|[^"\\])*")|#[^\n]*', lambda m: m[1] or "", self.text_of(span)[span.start : span.end])
        return " ".join(bare.split())

    def came_from(self, expr: Expr) -> list[Label]:
        """Where the type of a formula comes from, as labels: the declaration of a name, else nothing new."""
        if not isinstance(expr, InputRef | ParamRef | RuleRef | FieldRef | ReadingRef):
            return []
        symbol = self.scope.find(expr.name)
        if symbol is None:  # a figure of another policy
            param = self.foreign.used[expr.name]
            zh, en = f"参数“{expr.name}”是 {describe(expr.type)}", f"param “{expr.name}” is {describe_en(expr.type)}"
            return [Label(param.span, zh, en)]
        zh = f"{symbol.kind.zh}“{symbol.name}”是 {describe(expr.type)}"
        return [Label(symbol.span, zh, f"{symbol.kind.en} “{symbol.name}” is {describe_en(expr.type)}")]

    def typed(self, expr: Expr) -> list[Label]:
        """A label at the formula itself with its type, and where that comes from."""
        words = self.source(expr.span)
        short = words if len(words) <= 24 else words[:23] + "…"
        here = Label(expr.span, f"“{short}”是 {describe(expr.type)}", f"“{short}” is {describe_en(expr.type)}")
        return [here, *self.came_from(expr)]

    def read(self, name: tree.Name) -> Expr | None:
        """The declared value that a name means, if this reader may read it; else None, and said so."""
        symbol = self.scope.find(name.text)
        if symbol is None and self.foreign.has(name.text):
            return self.elsewhere(name, self.foreign.qualified(name, self.sink))
        if symbol is None:
            if fold(name.text) not in self.scope.broken:
                readable = [s.name for s in self.scope.symbols.values() if s.kind in self.reader.may_read]
                self.report(unknown(name, readable, self.unreadable()))
            return None
        if symbol.kind not in self.reader.may_read:
            self.report(self._refused(name, symbol))
            return None
        if self.over is not None and (refusal := self.over.refused(name, symbol)) is not None:
            self.report(refusal)
            return None
        known = self.declared.get(symbol.name)
        if known is None:
            return None
        facts = self.narrowed.get(symbol.name, known.facts)
        node = _NODES.get(symbol.kind, RuleRef if symbol.kind in RULES else ParamRef)
        return node(name.span, known.type, facts, symbol.name)

    def unreadable(self) -> dict[str, Words]:
        """The names that stand for something that is not read here, each with what it is."""
        found = {s.name: s.kind.words for s in self.scope.symbols.values() if s.kind not in self.reader.may_read}
        members = (member for named in self.scope.members.values() for member in named)
        return {**{m.name: Words(f"分类“{m.enum}”的成员", f"a member of the enum “{m.enum}”") for m in members}, **found}

    def elsewhere(self, node: tree.Node, param: Param | None) -> Expr | None:
        """A figure of another policy."""
        known = self.declared.get(param.name) if param is not None else None
        if param is None or known is None:
            return None
        self.foreign.used[param.name] = param
        return ParamRef(node.span, known.type, self.narrowed.get(param.name, known.facts), param.name)

    def _refused(self, name: tree.Name, symbol: Symbol) -> Diagnostic:
        label = Label(
            symbol.span, f"{symbol.kind.zh}“{symbol.name}”在此声明", f"{symbol.kind.en} “{symbol.name}” is declared here"
        )
        if symbol.kind is Kind.TARGET:
            return e0213.CODE.at(name.span, name=symbol.name, related=[label])
        zh, en = self.reader.reason
        kind = symbol.kind.words
        return e0212.CODE.at(name.span, name=symbol.name, kind=kind, why=Words(zh, en), related=[label])


_CHANGE = Words("改公式，或改声明的类型", "change the formula, or the type that is declared")
_YEARS_PER_MONTH = (("个月", -1), ("年", 1))


def conversion(source: str, expr: Expr, wanted: Type) -> tuple[Words | None, list[Fix]]:
    """How a formula may be brought to the unit that is wanted, where one can tell: by months in a year, or by heads."""
    if not isinstance(expr.type, Quantity) or not isinstance(wanted, Quantity):
        return None, []
    apart = (expr.type.unit / wanted.unit).powers
    if apart == _YEARS_PER_MONTH:
        tight = not isinstance(expr, Arithmetic) or expr.op in (ArithmeticOp.MULTIPLY, ArithmeticOp.DIVIDE)
        text = f"{source} * 12个月/年" if tight else f"({source}) * 12个月/年"
        return Words(f"年数换算成月数：{text}", f"turn years into months: {text}"), [Fix(expr.span, text)]
    if apart in ((("年", 1),), (("年", -1),)):  # 2元 for every year of 缴费年限: the figure is per year
        zh = "多乘或少乘了一个年数；按年数增加的，每年的数写成“…/年”，如 2元/人/月/年"
        return Words(zh, "a count of years too many or too few: what is added for every year is written “…/年”"), []
    if tuple(sorted(name for name, _ in apart)) in (("个月", "年"), ("个月",)):
        return Words("一处按月、一处按年，先用 12个月/年 换算", "one is per month, one per year: convert by 12个月/年"), []
    if [name for name, _ in apart] == ["人"]:
        return Words("一处按人计、一处不按人计，先乘以或除以人数", "only one is per head: multiply or divide by heads"), []
    return None, []


#: Units that have multiples or smaller parts: who left one of these out may have meant another.
_SEVERAL = {"元", "人", "年", "个月", "天"}


def no_unit(expr: Expr, kind: Type, related: Iterable[Label]) -> Diagnostic | None:
    """That a bare number lacks the unit that is wanted here, with the fix: 70 → 70岁; None where it is not that."""
    if not isinstance(expr, Literal) or not isinstance(kind, Quantity) or not isinstance(expr.value, Fraction):
        return None
    unit = str(kind.unit)
    if not expr.text.replace(".", "").isdecimal() or kind.unit.is_rate or unit[0] == "1" or "·" in unit:
        return None
    sure = not any(name in _SEVERAL for name, _ in kind.unit.powers)
    text = f"{expr.text}{unit}"
    return e0323.CODE.at(expr.span, related=related, fixes=[Fix(expr.span, text, sure)], text=expr.text, unit=unit, fixed=text)


def unknown(name: tree.Name, candidates: Iterable[str], others: Mapping[str, Words] | None = None) -> Diagnostic:
    """That a name is not declared, with the nearest one that is; ``others``: what has a name but cannot be read here."""
    names = list(candidates)
    hint, fixes = nearest(name, names)
    if not fixes and hint is _NO_HINT and (close := difflib.get_close_matches(name.text, list(others or ()), n=1, cutoff=0.6)):
        kind = (others or {})[close[0]]
        zh = f"相近的有“{close[0]}”，但它是{kind}，不能用在这里"
        hint = Words(zh, f"“{close[0]}” is similar, but it is {kind.en} and cannot be used here")
    if hint is _NO_HINT and name.text in (*UNIT_SPELLINGS, *BASE_UNITS):
        zh = f"“{name.text}”是计量单位，要连着数写；一个数的单位要写全，如 640元/人/年"
        hint = Words(zh, f"“{name.text}” is a unit: it follows a number, whose unit is written in full, as in 640元/人/年")
    return e0211.CODE.at(name.span, name=name.text, hint=hint, fixes=fixes)


_NO_HINT = Words("改正写法，或先声明它", "correct it, or declare it first")


def nearest(name: tree.Name, candidates: Iterable[str]) -> tuple[Words, list[Fix]]:
    """What may have been meant by a name that is not declared, in words and as a fix."""
    names = list(candidates)
    # 个人缴费标准为380元 without a space reads as one name: the beginning is what was meant.
    starts = [n for n in names if fold(name.text).startswith(fold(n))]
    if starts:
        meant = max(starts, key=len)
        zh = f"是不是“{meant}”？名称与后面的字之间要留空格"
        return Words(zh, f"did you mean “{meant}”? leave a space after a name"), []
    close = difflib.get_close_matches(name.text, names, n=1, cutoff=0.5)
    if not close:
        return _NO_HINT, []
    return Words(f"是不是“{close[0]}”？", f"did you mean “{close[0]}”?"), [Fix(name.span, close[0])]
