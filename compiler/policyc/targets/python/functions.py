"""The functions of a module: of each rule one that users call, one that computes; what inputs must meet; calculate, explain."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyc.diagnostics.core import Span
from policyc.model import expressions as e
from policyc.model.policy import Clause, History, Input, Param, Policy, Require, Rule, RuleKind
from policyc.model.types import Quantity, Unlimited
from policyc.model.walk import walk
from policyc.semantics.reserved import class_name, record_name
from policyc.targets.python.choices import annotation
from policyc.targets.python.data import commented, given_annotation, place, public_annotation, quote
from policyc.targets.python.literals import (
    UNLIMITED_NAME,
    WIDTH,
    comment_text,
    docstring_text,
    lines_of,
    public_value,
    scaled,
    width,
)
from policyc.targets.python.names import Names, before_name, year_name
from policyc.targets.python.notes import Note, Notes, grounds
from policyc.targets.python.tables import Function
from policyc.targets.scales import Scales
from policyc.wording import reasons
from policyc.wording.formulas import cite

#: Rules that read rules that read rules: so many are followed without help.
_CHAIN = 100

#: An exception for what a document leaves open: name, clause, quote, reason.
Hole = tuple[str, str, str | None, str]


class Functions:
    """Writes the functions of one policy, and remembers what they refer to: holes by number, notes by rule."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.names = Names(policy)
        self.scales = Scales(policy)
        self.holes: list[Hole] = []
        self.notes: dict[str, tuple[Note, ...]] = {}
        self._stated = reasons.holes(policy)
        self._partial: dict[str, bool] = {}

    # ------------------------------------------------------------------ rules

    def rule(self, rule: Rule) -> str:
        """A rule's functions; a part has only the inner one."""
        notes = Notes(self.policy, self.names)
        first = f"{self._first(rule, rule.initial, notes)}\n\n\n" if rule.initial is not None else ""
        inner = first + self._inner(rule, notes)
        return inner if rule.kind is RuleKind.PART else f"{self._outer(rule)}\n\n\n{inner}"

    def _first(self, rule: Rule, initial: e.Expr, notes: Notes) -> str:
        """The function that computes what a track is before the first record."""
        holes = self._hole_of(rule.name, rule.clause, rule.quotes)
        function = Function(self.policy, self.names, self.scales, notes, holes, f"first_{rule.alias}")
        scale = self.scales.rule(rule.name)
        function.block.indent = 0
        function.block.line(f"def {first_name(rule)}(c: _Case) -> {annotation(rule.type, scale)}:", place(rule))
        function.block.indent = 4
        function.block.lines += [f'    """{docstring_text(rule.name)}：第一条记录之前"""']
        function.returns(initial, scale)
        return function.source()

    def _inner(self, rule: Rule, notes: Notes) -> str:
        """The function that computes the rule for a case."""
        holes = self._hole_of(rule.name, rule.clause, rule.quotes)
        function = Function(self.policy, self.names, self.scales, notes, holes, rule.alias)
        scale = self.scales.rule(rule.name)
        head = f"def {inner_name(rule)}(c: _Case) -> {annotation(rule.type, scale)}:"
        function.block.indent = 0
        function.block.line(head, place(rule))
        function.block.indent = 4
        function.block.lines += [f'    """{self._title(rule, scale)}"""']
        if rule.only_when is not None:
            function.refuses_others(rule.only_when, f'raise _NotApplicable(_CONCERNS["{rule.alias}"])')
        function.returns(rule.body, scale)
        if not _has_choices(rule.body):
            notes.whole(rule.body)
        self.notes[rule.alias] = notes.made
        return function.source()

    def _title(self, rule: Rule, scale: int | None) -> str:
        title = docstring_text(rule.name)
        if not isinstance(rule.type, Quantity):
            return title
        unit = [] if rule.type.unit.is_rate else [docstring_text(str(rule.type))]
        counted = [f"计到{scale}位小数"] if scale else [] if scale == 0 else ["分数"]
        told = "，".join([*unit, *counted])
        return f"{title}（{told}）" if told else title

    def _outer(self, rule: Rule) -> str:
        """The function that users call."""
        inputs: list[Input | History] = [self.policy.input[name] for name in rule.inputs]
        inputs += [self.policy.history[name] for name in rule.histories]
        listed = [parameter(declared, required=declared.name in rule.required) for declared in inputs]
        partial = self.may_not_apply(rule.name)
        result = f"{public_annotation(rule.type)}{' | None' if partial else ''}"
        lines = [signature(rule.alias, listed, result), *self._docstring(rule, inputs)]
        given = [f"{declared.alias}={declared.alias}" for declared in inputs]
        indent = 8 if partial else 4
        if rule.history is not None:
            lines.append(f"    case = {nested(['_case'], [], given, 2)}")
            value = f"case.{rule.alias}"
            if isinstance(rule.type, Quantity):
                value = f"_decimal({value}, {_one(self.scales.rule(rule.name))})"
        elif isinstance(rule.type, Quantity):
            one = _one(self.scales.rule(rule.name))
            value = nested(["_decimal", inner_name(rule), "_case"], [], given, indent, after=[one])
        else:
            value = nested([inner_name(rule), "_case"], [], given, indent)
        if partial:
            lines += ["    try:", f"        return {value}", "    except _NotApplicable:", "        return None"]
        else:
            lines.append(f"    return {value}")
        return "\n".join(lines)

    def _docstring(self, rule: Rule, inputs: Sequence[Input | History]) -> list[str]:
        amount = isinstance(rule.type, Quantity) and not rule.type.unit.is_rate
        unit = f"（{docstring_text(str(rule.type))}）" if amount else ""
        lines = [f'    """{docstring_text(rule.name)}{unit}。']
        told = [grounds(self.policy, rule.clause, rule.quotes)]
        told += [f"{d.alias}：{d.name}{'' if d.name in rule.required else '（有的情形不需要）'}" for d in inputs]
        body = [line for text in told if text for line in lines_of(docstring_text(text), 4)]
        if not body:
            return [lines[0] + '"""']
        return [*lines, "", *(f"    {line}" for line in body), '    """']

    def may_not_apply(self, name: str) -> bool:
        """Whether a rule, or one that it reads, is only for some."""
        if name not in self._partial:
            rule = self.policy.rule[name]
            self._partial[name] = rule.only_when is not None  # tracks may read one another a record before
            reads = [x.name for f in _formulas(rule) for x in walk(f) if isinstance(x, e.RuleRef | e.Previous)]
            self._partial[name] = self._partial[name] or any(map(self.may_not_apply, reads))
        return self._partial[name]

    # ------------------------------------------------------------------ conditions on inputs

    def require(self, index: int, require: Require) -> str:
        """The function that tells whether inputs go together."""
        notes = Notes(self.policy, self.names)
        holes = self._hole_of("", require.clause, require.quotes)
        function = Function(self.policy, self.names, self.scales, notes, holes, f"require_{index}")
        function.block.indent = 0
        function.block.line(f"def _require_{index}(c: _Case) -> bool:", comment_text(f"{require.span.file}:{require.span.line}"))
        function.block.indent = 4
        function.returns(require.condition, 0)
        return function.source()

    # ------------------------------------------------------------------ holes

    def _hole_of(self, name: str, clause: Clause | None, quotes: Sequence[e.Quote]) -> _HoleWriter:
        return _HoleWriter(self, name, clause, quotes)

    def hole(self, span: Span, name: str, clause: Clause | None, quotes: Sequence[e.Quote]) -> int:
        """The number of an ``unspecified``."""
        stated = self._stated.get(span, reasons.UNSPECIFIED)
        return self._numbered((name, "" if clause is None else cite(self.policy, clause), quote(quotes), stated))

    def open_figure(self, param: Param) -> int:
        """The number of a figure that is not stated."""
        clause = "" if param.clause is None else cite(self.policy, param.clause)
        return self._numbered((param.name, clause, quote(param.quotes), reasons.open_param(self.policy, param)))

    def _numbered(self, hole: Hole) -> int:
        if hole not in self.holes:
            self.holes.append(hole)
        return self.holes.index(hole)

    # ------------------------------------------------------------------ the case

    def attributes(self) -> list[str]:
        """What a case holds: figures, inputs, rules, each with its type."""
        lines: list[str] = []
        for param in self.policy.params:
            lines += self._attribute(param, self.scales.param(param))
        for declared in self.policy.inputs:
            lines += self._attribute(declared, self.scales.input(declared))
        for field in self.policy.field.values():
            lines += self._attribute(field, self.scales.input(field))
        for history in self.policy.histories:
            if not history.events:
                lines.append(f"{year_name(history.alias)}: int")
        for rule in self.policy.rules:
            lines += self._attribute(rule, self.scales.rule(rule.name))
        for rule in self.policy.rules:
            if rule.history is not None:
                lines.append(f"{before_name(rule.alias)}: {annotation(rule.type, self.scales.rule(rule.name))}")
        for reading in self.policy.readings:
            lines.append(commented(f"{reading.alias}: {class_name(reading.alias)}", reading.name))
        return lines

    def _attribute(self, declared: Param | Input | Rule, scale: int | None) -> list[str]:
        line = f"{self.names.attribute(declared.name)}: {annotation(declared.type, scale)}"
        unit = f"（{declared.type}，{scale}位小数）" if isinstance(declared.type, Quantity) and scale else ""
        comment = comment_text(f"{declared.name}{unit}")
        fits = 8 + width(line) + width(comment) <= WIDTH
        return [f"{line}  # {comment}"] if fits else [line]

    def figures(self) -> list[str]:
        """The figures that can be calculated with, as the module counts them."""
        params = [param for param in self.policy.params if param.bound.value is not None]
        figures = [f"{self.names.attribute(param.name)} = {self._figure(param)}" for param in params]
        return [*figures, *(f"{r.alias} = {public_value(r.taken, r.type)}" for r in self.policy.readings)]

    def _figure(self, param: Param) -> str:
        value = param.bound.value
        assert value is not None
        if isinstance(value, Unlimited):
            return UNLIMITED_NAME
        if isinstance(value, Fraction):
            return scaled(value, self.scales.param(param))
        return public_value(value, param.type)

    def chains(self) -> dict[str, tuple[str, ...]]:
        """Which rules to work out before one at the end of a long chain, so that Python's stack need not hold the whole of it."""
        depths: dict[str, int] = {}
        links: dict[str, tuple[str, ...]] = {}
        for name in self.policy.order:
            read = [x.name for f in _formulas(self.policy.rule[name]) for x in walk(f) if isinstance(x, e.RuleRef)]
            depths[name] = 1 + max((depths[other] for other in read), default=0)
            found = dict.fromkeys(link for other in read for link in links[other])
            found |= dict.fromkeys(other for other in read if depths[other] % _CHAIN == 0)
            links[name] = tuple(sorted(found, key=depths.__getitem__))
        alias = {name: self.policy.rule[name].alias for name in depths}
        return {alias[name]: tuple(map(alias.__getitem__, found)) for name, found in links.items() if found}

    # ------------------------------------------------------------------ calculate, explain

    def calculating(self) -> list[str]:
        """calculate and explain, which take every input there is."""
        inputs: list[Input | History] = [*self.policy.inputs, *self.policy.histories]
        listed = [parameter(declared, required=False) for declared in inputs]
        name = "name" if all(declared.alias != "name" for declared in inputs) else "_name"
        given = [f"{declared.alias}={declared.alias}" for declared in inputs]
        return [
            signature("calculate", listed, "Mapping[str, Result]")
            + '\n    """全部规则的结果，按代号。输入都可以不给；文件未明确、缺少输入、不适用都写在结果里，不抛出。"""'
            + f"\n    return {nested(['_calculate', '_given'], [], given, 4)}",
            signature("explain", listed, "str", [f"{name}: str", "/"])
            + '\n    """一条规则（代号或名称）的结果是怎样得出的：算式、所用数字、条款和原文。"""'
            + f"\n    return {nested(['_explain', '_given'], [name], given, 4)}",
        ]


class _HoleWriter:
    """Numbers the holes of one function; ``quotes`` are those of the arm that is being written, else the rule's."""

    def __init__(self, functions: Functions, name: str, clause: Clause | None, quotes: Sequence[e.Quote]) -> None:
        self._functions = functions
        self._name = name
        self._clause = clause
        self._quotes = quotes

    def __call__(self, expr: e.Unspecified, quotes: Sequence[e.Quote]) -> str:
        """The exception of a hole."""
        number = self._functions.hole(expr.span, self._name, self._clause, quotes or self._quotes)
        return f"_unspecified({number})"


def _one(scale: int | None) -> str:
    """What 1 is counted as at a scale: 10_000."""
    assert scale is not None, "a rule without a finite decimal must round"
    return f"{10**scale:_}"


def nested(calls: Sequence[str], before: Sequence[str], inner: Sequence[str], indent: int, after: Sequence[str] = ()) -> str:
    """``a(before, b(c(inner)), after)`` behind ``return``: on one line where it fits, else one argument a line."""
    line = ", ".join(inner)
    for i, name in enumerate(reversed(calls)):
        outermost = i == len(calls) - 1
        parts = [*(before if outermost else ()), line, *(after if outermost else ())]
        line = f"{name}({', '.join(part for part in parts if part)})"
    if indent + 7 + width(line) <= WIDTH:
        return line
    return _nested_lines(calls, before, inner, indent, after)


def _nested_lines(calls: Sequence[str], before: Sequence[str], inner: Sequence[str], indent: int, after: Sequence[str]) -> str:
    margin, closing = " " * (indent + 4), " " * indent
    if len(calls) == 1:
        return "\n".join([f"{calls[0]}(", *(f"{margin}{text}," for text in inner), f"{closing})"])
    innermost = _nested_lines(calls[1:], (), inner, indent + 4, ())
    comma = "," if before or after else ""  # the formatter puts none behind a lone argument that is itself spread
    lines = [*(f"{margin}{text}," for text in before), f"{margin}{innermost}{comma}", *(f"{margin}{text}," for text in after)]
    return "\n".join([f"{calls[0]}(", *lines, f"{closing})"])


def inner_name(rule: Rule) -> str:
    """The function that computes a rule."""
    return f"_rule_{rule.alias}"


def first_name(rule: Rule) -> str:
    """The function that computes what a track is before the first record."""
    return f"_first_{rule.alias}"


def parameter(declared: Input | History, *, required: bool) -> str:
    """An argument as users give it."""
    kind = f"Sequence[{record_name(declared.alias)}]" if isinstance(declared, History) else given_annotation(declared.type)
    return f"{declared.alias}: {kind}" if required else f"{declared.alias}: {kind} | None = None"


def signature(name: str, parameters: Sequence[str], result: str, before: Sequence[str] = ()) -> str:
    """The head of a function with keyword-only arguments; one a line where they do not fit."""
    listed = [*before, *(["*"] if parameters else []), *parameters]
    line = f"def {name}({', '.join(listed)}) -> {result}:"
    if width(line) <= WIDTH:
        return line
    return "\n".join([f"def {name}(", *(f"    {part}," for part in listed), f") -> {result}:"])


def _formulas(rule: Rule) -> list[e.Expr]:
    return [formula for formula in (rule.only_when, rule.initial, rule.body) if formula is not None]


def _has_choices(expr: e.Expr) -> bool:
    return any(isinstance(x, e.If | e.Match | e.Cases | e.Default | e.Lookup | e.Marginal) for x in walk(expr))
