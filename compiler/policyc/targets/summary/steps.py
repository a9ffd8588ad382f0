"""How a result comes about, step by step: the formula in words, then in numbers, as the evaluator worked it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from policyc.diagnostics.core import Span
from policyc.evaluate.evaluator import Evaluator, column_span
from policyc.evaluate.outcome import Branch, Outcome
from policyc.model import expressions as e
from policyc.model.policy import Example, Policy, Rule, RuleKind
from policyc.model.types import BOOL, Quantity, Type, Value
from policyc.model.walk import children, walk
from policyc.quantities.decimals import decimal_text
from policyc.quantities.units import RATE
from policyc.targets.summary.cases import outcome_text
from policyc.targets.summary.rules import CHANGES, REST, rest, unrounded
from policyc.wording.amounts import Style, amount
from policyc.wording.formulas import bracket_name, condition, formula, patterns_met, phrase

_NAMED = e.InputRef | e.ParamRef | e.RuleRef | e.FieldRef | e.Previous | e.RecordYear
_EXTREMES = {e.Function.MIN: "较小", e.Function.MAX: "较大"}
_EXTREMES_OF_DAYS = {e.Function.MIN: "较早", e.Function.MAX: "较晚"}
#: So many records can be told one by one.
_MOST_RECORDS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that was worked out on the way, and what it came to."""

    rule: Rule
    outcome: Outcome


@dataclass(slots=True)
class Trace:
    """The observer of an evaluator: the rules in the order in which they were finished, and the choices that each made."""

    steps: list[Step] = field(default_factory=list)
    chosen: dict[str, set[tuple[Branch, Span]]] = field(default_factory=dict)
    _open: list[Rule] = field(default_factory=list)

    def enter(self, rule: Rule, /) -> None:
        """A rule begins."""
        self._open.append(rule)

    def leave(self, rule: Rule, outcome: Outcome, /) -> None:
        """It is worked out; a track's records replace one another."""
        self._open.pop()
        self.steps = [step for step in self.steps if step.rule.name != rule.name]
        self.steps.append(Step(rule, outcome))

    def chose(self, branch: Branch, span: Span, /) -> None:
        """A choice was made."""
        if self._open:
            self.chosen.setdefault(self._open[-1].name, set()).add((branch, span))

    def read(self, name: str, value: Value | None, /) -> None:
        """Inputs and figures are asked for again when the formula is written."""


class Worked:
    """One example of a policy, worked out: all rules that it asks for, among them ``core``, the one that it is about."""

    def __init__(self, policy: Policy, example: Example, rules: Sequence[str], core: str) -> None:
        self.policy = policy
        self._trace = Trace()
        self._evaluator = Evaluator(policy, example.case, self._trace, dict(example.readings))
        self._asked = frozenset(rules)
        for name in rules:
            self._evaluator.rule(name)
        self.outcome = self._evaluator.rule(core)
        self.core = policy.rule[core]
        self._histories = dict(example.histories)

    def of(self, name: str) -> Outcome:
        """What any of the policy's rules comes to."""
        return self._evaluator.rule(name)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The rules on the way and those that are asked for, without tracks; those first that others read."""
        return tuple(step for step in self._trace.steps if step.rule.kind is not RuleKind.TRACK)

    @property
    def tracks(self) -> tuple[Step, ...]:
        """What the records came to, of the tracks that are asked for or that a formula outside of the records reads."""
        read = {x.name for step in self.steps for f in _formulas(step.rule) for x in walk(f) if isinstance(x, e.RuleRef)}
        wanted = read | self._asked
        return tuple(step for step in self._trace.steps if step.rule.kind is RuleKind.TRACK and step.rule.name in wanted)

    def along(self, step: Step) -> str:
        """A track's values record by record, where they are few and not all alike: 连续参保年数逐年为1年、2年; else the last."""
        rule = step.rule
        assert rule.history is not None
        records = self._histories.get(rule.history, ())
        last = outcome_text(step.outcome, rule.type)
        if not 1 < len(records) <= _MOST_RECORDS:
            return f"{rule.name}为{last}"
        values = [outcome_text(self._evaluator.record(rule.name, i), rule.type) for i in range(len(records))]
        if len(set(values)) == 1:
            return f"{rule.name}为{last}"
        return f"{rule.name}逐{'条' if self.policy.history[rule.history].events else '年'}为{'、'.join(values)}"

    def sentence(self, step: Step) -> str:
        """激励上限为激励上限比例 × 大病原封顶线，即20% × 40万元/年 = 8万元/年."""
        rule, outcome = step.rule, step.outcome
        if outcome.value is None:
            return outcome.cause
        body, rounded = unrounded(rule.body)
        met, taken = self._taken(body, rule)
        case = "".join(f"{text}{'，' if text.startswith(REST) else '的，'}" for text in met)
        if rule.type == BOOL:
            return f"{case}{rule.name}的条件{'已满足' if outcome.value else '未满足'}{self._because(taken)}"
        result = outcome_text(outcome, rule.type, _style(rule.type))
        end = f"，{rounded}" if rounded else ""
        match taken:
            case e.Default():
                return f"{case}{rule.name}{self._modified(taken, rule)}{end}，为{result}"
            case e.Marginal():
                return f"{case}{rule.name}分段计算：{self._brackets(taken, rule)}{end}，共{result}"
            case e.InputRef() | e.ParamRef() | e.RuleRef() | e.FieldRef() | e.Previous() | e.RecordYear():
                return f"{case}{rule.name}等于{formula(taken, self.policy)}，为{result}"
        if taken is None or not any(isinstance(x, _NAMED) for x in walk(taken)):
            return f"{case}{rule.name}为{result}"
        exact = self._evaluator.expression(taken).value == outcome.value
        return f"{case}{rule.name}为{phrase(taken, self.policy)}{end}，即{self._numbers(taken, result, exact=exact)}"

    # -------------------------------------------------------------- why a condition holds, what modifiers and brackets add

    def _because(self, taken: e.Expr | None) -> str:
        """The values that a condition was found with: （周岁60岁，退休年龄61岁）."""
        names = {x.name: x for x in walk(taken) if isinstance(x, _NAMED)} if taken is not None else {}
        told = [f"{formula(x, self.policy)}{self._value(x)}" for x in names.values() if x.type != BOOL]
        return f"（{'，'.join(told)}）" if told else ""

    def _value(self, x: e.Expr) -> str:
        if isinstance(x, e.Literal) and _is_rate(x.type):
            return x.text
        said = outcome_text(self._evaluator.expression(x), x.type, _style(x.type))
        points = isinstance(x, e.ParamRef) and self.policy.param[x.name].bound.points
        return said.replace("%", "个百分点") if points else said

    def _modified(self, body: e.Default, rule: Rule) -> str:
        """一般为60%；年满70岁的，在此基础上提高5个百分点."""
        chosen = self._trace.chosen.get(rule.name, set())
        told = [f"一般为{phrase(body.value, self.policy)}{self._also(body.value)}"]
        for modifier in body.modifiers:
            if (Branch.MODIFIER, modifier.span) in chosen:
                change = f"{CHANGES[modifier.op]}{phrase(modifier.amount, self.policy)}{self._also(modifier.amount)}"
                told.append(f"{condition(modifier.condition, self.policy)}的，在此基础上{change}")
        return "；".join(told)

    def _also(self, x: e.Expr) -> str:
        return "" if isinstance(x, e.Literal) else f"（{self._value(x)}）"

    def _brackets(self, body: e.Marginal, rule: Rule) -> str:
        """1.4万元（含）以下部分，1.4万元 × 0% = 0元；1.4万元以上至10万元（含）部分，6000元 × 60% = 3600元."""
        base = self._evaluator.expression(body.base).value
        chosen = self._trace.chosen.get(rule.name, set())
        column = next((i for i, x in enumerate(body.columns) if (Branch.COLUMN, column_span(x)) in chosen), 0)
        told, lower = [], Fraction(0)
        for place, bracket in enumerate(body.brackets):
            upper = self._evaluator.expression(bracket.upper).value if bracket.upper is not None else None
            rate = self._evaluator.expression(bracket.rates[column]).value
            assert isinstance(base, Fraction) and isinstance(rate, Fraction)
            top = min(base, upper) if isinstance(upper, Fraction) else base
            part = max(top - lower, Fraction(0))
            product = f"{amount(part, body.base.type, 'formula')} × {self._value(bracket.rates[column])}"
            told.append(f"{bracket_name(body, place, self.policy)}{product} = {amount(part * rate, rule.type, 'formula')}")
            if not isinstance(upper, Fraction) or base <= upper:
                break
            lower = upper
        cap = f"；合计最高{phrase(body.cap, self.policy)}" if body.cap is not None else ""
        return f"{'，'.join(told)}{cap}"

    # -------------------------------------------------------------- which formula was taken

    def _taken(self, body: e.Expr, rule: Rule) -> tuple[list[str], e.Expr | None]:
        """The conditions that led to a formula, and the formula; None where it cannot be told which."""
        met: list[str] = []
        chosen = self._trace.chosen.get(rule.name, set())
        while (found := self._branch(body, chosen)) is not None:
            text, body = found
            met += [text] if text and not (met and text == REST) else []
        return met, None if isinstance(body, e.If | e.Match | e.Cases | e.Lookup) else body

    def _branch(self, body: e.Expr, chosen: set[tuple[Branch, Span]]) -> tuple[str, e.Expr] | None:
        policy = self.policy
        match body:
            case e.If():
                if (Branch.THEN, body.then.span) in chosen:
                    return condition(body.condition, policy), body.then
                return (REST, body.otherwise) if (Branch.ELSE, body.otherwise.span) in chosen else None
            case e.Match():
                arm = next((arm for arm in body.arms if (Branch.ARM, arm.span) in chosen), None)
                if arm is None or isinstance(body.subject, e.ReadingRef):
                    return ("", arm.value) if arm is not None else None
                return self._met(body.subject, arm.patterns), arm.value
            case e.Cases():
                case = next((case for case in body.cases if (Branch.CASE, case.span) in chosen), None)
                if case is None:
                    return None
                held = case.condition
                return (rest(held) if isinstance(held, e.Otherwise) else condition(held, policy)), case.value
            case e.Default() if not any((Branch.MODIFIER, x.span) in chosen for x in body.modifiers):
                taken = next((x for x in body.exceptions if (Branch.EXCEPTION, x.span) in chosen), None)
                if taken is not None:
                    return condition(taken.condition, policy), taken.value
                return (REST if body.exceptions else ""), body.value
            case e.Lookup():
                return self._cell(body, chosen)
            case _:
                return None

    def _cell(self, body: e.Lookup, chosen: set[tuple[Branch, Span]]) -> tuple[str, e.Expr] | None:
        """The row and the column that were chosen, in words, and the cell."""
        row = next((row for row in body.rows if (Branch.ROW, row.span) in chosen), None)
        if row is None:
            return None
        met = self._met(body.subjects[0], row.patterns)
        if not body.columns:
            return met, row.cells[0]
        for place, column in enumerate(body.columns):
            if (Branch.COLUMN, column_span(column)) in chosen:
                return f"{met}、{patterns_met(body.subjects[1], column, self.policy)}", row.cells[place]
        return None

    def _met(self, subject: e.Expr, patterns: tuple[e.Pattern, ...] | e.Otherwise) -> str:
        return rest(patterns) if isinstance(patterns, e.Otherwise) else patterns_met(subject, patterns, self.policy)

    # -------------------------------------------------------------- the formula in numbers

    def _numbers(self, taken: e.Expr, result: str, *, exact: bool) -> str:
        """20% × 40万元/年 = 8万元/年; 3（固定等待期）+ 1（变动等待期）= 4个月; …，上限4万元；取较小者，为4万元."""
        if isinstance(taken, e.Call) and taken.function in _EXTREMES:
            positive = self._part_above(taken)
            if positive is not None:
                return self._numbers(positive, result, exact=exact)
            sides = "，".join(dict.fromkeys(self._side(x) for x in taken.arguments))
            words = _EXTREMES if isinstance(taken.type, Quantity) else _EXTREMES_OF_DAYS
            return f"{sides}；取{words[taken.function]}者，为{result}"
        bare = _one_plain_unit(taken)
        text = formula(self._filled(taken, bare=bare), self.policy).replace("） ", "）")
        if text == result:  # nothing but a function of what is given
            return result
        equals = "=" if exact else "≈"
        return f"{text}{'' if text.endswith('）') else ' '}{equals} {result}"

    def _part_above(self, x: e.Call) -> e.Expr | None:
        """``a - b`` of ``max(a - b, 0)`` where it is above 0."""
        others = [a for a in x.arguments if not (isinstance(a, e.Literal) and a.value == 0)]
        if x.function is not e.Function.MAX or len(x.arguments) != len(others) + 1 or not isinstance(others[0], e.Arithmetic):
            return None
        value = self._evaluator.expression(others[0]).value
        return others[0] if len(others) == 1 and isinstance(value, Fraction) and value > 0 else None

    def _side(self, x: e.Expr) -> str:
        """One of two that are compared: 激励上限4万元/年; 2万元/年 + 2.3万元/年 = 4.3万元/年."""
        shown = self._value(x)
        if isinstance(x, _NAMED):
            return f"{formula(x, self.policy)}{shown}"
        return shown if isinstance(x, e.Literal) else self._numbers(x, shown, exact=True)

    def _filled(self, x: e.Expr, *, bare: bool) -> e.Expr:
        """A formula with its figures in place of names; ``bare`` leaves out the unit that all share, and says whose they are."""
        match x:
            case e.Arithmetic():
                return replace(x, left=self._filled(x.left, bare=bare), right=self._filled(x.right, bare=bare))
            case e.Negate():
                return replace(x, operand=self._filled(x.operand, bare=bare))
        value = self._evaluator.expression(x).value
        if bare and isinstance(value, Fraction):
            whose = f"（{formula(x, self.policy)}）" if isinstance(x, _NAMED) else ""
            return _as_written(x, f"{decimal_text(value)}{whose}")
        return _as_written(x, self._value(x))


def _formulas(rule: Rule) -> Iterator[e.Expr]:
    yield from (f for f in (rule.only_when, rule.body) if f is not None)


def _as_written(x: e.Expr, text: str) -> e.Literal:
    """A literal that is printed as the text is: rates are printed as they are written."""
    return e.Literal(x.span, Quantity(RATE), x.facts, x.facts.low, text)


def _one_plain_unit(x: e.Expr) -> bool:
    """Whether a formula adds amounts of one unit that counts things (3个月 + 1个月), so that the unit can stand at the end."""
    inner = list(walk(x))
    if not all(isinstance(node, e.Arithmetic | e.Literal | _NAMED) for node in inner):
        return False
    sums = all(node.op in (e.ArithmeticOp.ADD, e.ArithmeticOp.SUBTRACT) for node in inner if isinstance(node, e.Arithmetic))
    kinds = {node.type for node in inner if not list(children(node))}
    plain = isinstance(x.type, Quantity) and not x.type.unit.is_rate and not x.type.unit.is_money
    return sums and kinds == {x.type} and plain


def _is_rate(type: Type) -> bool:
    return isinstance(type, Quantity) and type.unit.is_rate


def _style(type: Type) -> Style:
    return "formula" if isinstance(type, Quantity) else "prose"
