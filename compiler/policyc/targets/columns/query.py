"""The table expressions of a plan, in order: what is given, who is refused, each rule, why there is no value, and the results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from policyc.model import expressions as e
from policyc.model.depth import make_room
from policyc.model.flat import cell_name
from policyc.model.policy import History, Policy, Require, Rule, RuleKind
from policyc.model.types import Bool, Quantity
from policyc.model.walk import walk
from policyc.semantics.facts import of_rule
from policyc.targets.columns import inputs, results, sql, terms
from policyc.targets.columns.chain import REASONS, Chain
from policyc.targets.columns.choices import Choices, either_way
from policyc.targets.columns.formulas import narrowed, nothing
from policyc.targets.columns.plan import Column, Output, Plan, Refusal
from policyc.targets.columns.records import Recorded, RecordReader, years_of
from policyc.targets.columns.sql import Expr
from policyc.targets.columns.terms import Term
from policyc.targets.columns.texts import Texts, title
from policyc.targets.scales import Scales
from policyc.wording import reasons


class Query:
    """Builds the query of one plan. It is the :class:`policyc.targets.columns.formulas.Reader` of what is no record."""

    _last_column = "refused"

    def __init__(self, policy: Policy, rules: Sequence[str] | None, years: Mapping[str, Sequence[int]] | None) -> None:
        make_room(policy)
        self.policy = policy
        self.scales = Scales(policy)
        self.texts = Texts(policy)
        self.chain = Chain()
        self._asked = _asked(policy, rules)
        self._whole = rules is None
        self._needed = _needed(policy, self._asked)
        self._groups = _groups(policy, self._needed)
        self._done: set[str] = set()
        self._columns: list[Column] = []
        self._given: dict[str, Term] = {}
        self._recorded: dict[str, Recorded] = {}
        self._rules: dict[str, Term] = {}
        self._tracks: dict[tuple[str, int], Term] = {}
        self._before: dict[str, Term] = {}
        self._last: dict[str, Term] = {}
        self._years = years
        self._reasons: list[tuple[str, str, Expr, Expr]] = []
        self._refusals: list[tuple[Expr, Expr]] = []
        self._told: list[Refusal] = []

    def plan(self) -> Plan:
        """The plan of the policy."""
        requires = self._requires()
        self._take(requires)
        refused = self._check(requires)
        for name in self._in_order():
            self._ensure(name)
        for name, of, value, why in self._reasons:
            self.chain.add(name, sql.cases([(sql.is_null(value), why)]), f"{of}为什么没有结果")
        self.chain.end(REASONS, "没有结果的原因")
        outputs = tuple(self._output(rule) for rule in self._asked)
        final = self._final(outputs, refused)
        own = frozenset(self.chain.columns)
        return Plan(self.policy, tuple(self._columns), outputs, self.chain.query(final), own, tuple(self._told))

    def _in_order(self) -> list[str]:
        """The rules that are worked out, in an order in which they can be."""
        return [name for name in self.policy.order if name in self._needed]

    # ------------------------------------------------------------------ what is given

    def _requires(self) -> list[Require]:
        """The conditions on inputs that are asked, and with them the inputs that they read."""
        if self._whole:
            self._read = {*self.policy.input, *self.policy.history}
            return list(self.policy.requires)
        read = {name for rule in self._asked for name in (*rule.inputs, *rule.histories)}
        asked: list[Require] = []
        for _ in self.policy.requires:  # one may bring in another
            for require in self.policy.requires:
                if require not in asked and not read.isdisjoint(require.inputs):
                    asked.append(require)
                    read |= set(require.inputs)
        self._read = read
        return [require for require in self.policy.requires if require in asked]

    def _take(self, requires: Sequence[Require]) -> None:
        """``given``: each input as the number that is reckoned with."""
        for declared in self.policy.inputs:
            if declared.name in self._read:
                self._columns.append(Column(declared.alias, declared.name, declared))
                self._given[declared.name] = self._as_given(self._columns[-1], self.texts.missing(declared))
        for history in self.policy.histories:
            if history.name in self._read:
                self._take_records(history)
        self.chain.end("given", "输入")

    def _as_given(self, column: Column, missing: Expr, record: str = "") -> Term:
        declared = column.declared
        term = inputs.given(declared, sql.column(column.name), self.scales)
        name = self.chain.fresh(f"_{column.name}")
        kept = self.chain.add(name, term.value, f"{record}{declared.name}")
        if not isinstance(declared.type, Bool):
            refused = sql.both([sql.is_null(kept), sql.is_given(sql.column(column.name))])
            self._refuse(refused, self.texts.refused(declared, record), self.texts.refused_parts(column, record))
        return replace(term, value=kept, why=sql.cases([(sql.is_null(kept), missing)]))

    def _take_records(self, history: History) -> None:
        """The columns of a history, and whether there is a record."""
        years = years_of(self.policy, history, self._years)
        present: dict[int, Expr] = {}
        fields: dict[tuple[str, int], Term] = {}
        for year in years:
            said = reasons.record_name(history, year)
            for field in history.fields:
                column = Column(cell_name(history, year, field), f"{said}{field.name}", field, history, year)
                self._columns.append(column)
                unset = self.texts.unset(history, field, year)
                fields[field.name, year] = self._as_given(column, unset, f"“{history.name}”{said}：")
            raw = [sql.is_given(sql.column(cell_name(history, year, field))) for field in history.fields]
            name = self.chain.fresh(f"_{history.alias}_{year}")
            present[year] = self.chain.add(name, sql.either(raw), f"{history.name}{said}有记录")
        recorded = Recorded(history, years, present, fields)
        self._recorded[history.name] = recorded
        self._refusals.append((recorded.broken(), self.texts.out_of_order(history)))
        too_many = recorded.too_many()
        if too_many is not None:
            self._refusals.append((too_many, self.texts.too_many(history)))

    def _check(self, requires: Sequence[Require]) -> Expr:
        """``checked``: why a row is refused."""
        own = self.chain.fresh("_refused")
        for require in requires:
            formula = self._formulas("_required", "输入要求").value(require.condition)
            there = [sql.is_given(self._given[name].value) for name in require.inputs]
            read = [column for column in self._columns if column.history is None and column.declared.name in require.inputs]
            failed = sql.both([*there, sql.negated(formula.value)])
            self._refuse(failed, self.texts.against(require), self.texts.against_parts(require, read))
        kept = self.chain.add(own, self._refused(), "不予计算的原因")
        self.chain.end("checked", "不符合输入要求的行")
        return kept

    def _refuse(self, test: Expr, text: Expr, parts: tuple[str | Column, ...]) -> None:
        self._refusals.append((test, text))
        self._told.append(Refusal(text.name, tuple(sql.clean(part) if isinstance(part, str) else part for part in parts)))

    def _refused(self) -> Expr:
        return sql.cases(self._refusals) if self._refusals else exp.cast(exp.null(), "VARCHAR")

    # ------------------------------------------------------------------ rules

    def _formulas(self, name: str, label: str) -> Choices:
        return Choices(self.policy, self.scales, self.texts, self.chain, self, name, label)

    def _ensure(self, name: str) -> None:
        """Work out a rule, with the tracks that read one another; what they read else comes first."""
        group = self._groups.get(name, (name,))
        if name in self._rules or (self.policy.rule[name].history is not None and name in self._done):
            return
        self._done |= set(group)
        for member in group:
            for read in _read_by(self.policy.rule[member]):
                if read not in group:
                    self._ensure(read)
        if self.policy.rule[name].history is None:
            self._work_out(self.policy.rule[name])
        else:
            self._work_out_records([self.policy.rule[member] for member in group])

    def _work_out_records(self, tracks: Sequence[Rule]) -> None:
        """Tracks that read one another, year by year."""
        history = tracks[0].history
        assert history is not None
        recorded = self._recorded[history]
        for rule in tracks:  # a step of its own, where it is no plain figure
            self.before(rule, recorded.years[0])
        for year in recorded.years:
            for rule in tracks:
                reader = RecordReader(self.policy, self, self, recorded, year)
                formulas = Choices(self.policy, self.scales, self.texts, self.chain, reader, f"_{rule.alias}_{year}", rule.name)
                scale = self.scales.rule(rule.name)
                with formulas.in_choice():
                    body = formulas.value(rule.body, scale)
                before = self.before(rule, year)
                absent = Term(sql.negated(recorded.present[year]))
                term = formulas.cascade([(absent, before)], body, rule.type)
                self._tracks[rule.name, year] = self._column_of(rule, term, scale, f"_{year}")
            said = reasons.record_name(recorded.history, year)
            self.chain.end(f"{recorded.history.alias}_{year}", f"{said}：{'、'.join(rule.name for rule in tracks)}")

    def _work_out(self, rule: Rule) -> None:
        """The column of a rule that is no track."""
        formulas = self._formulas(f"_{rule.alias}", rule.name)
        scale = self.scales.rule(rule.name)
        if rule.only_when is None:
            term = formulas.value(rule.body, scale)
        else:
            test = formulas.value(rule.only_when)
            test = replace(test, value=formulas.keep(test.value))
            with formulas.in_choice():
                body = formulas.value(rule.body, scale)
            value = sql.cases([(test.value, body.value)])
            others = either_way(test.value, body.why, self.texts.not_applicable(rule))
            term = replace(body, value=value, literal=None).because(test.why, others)
            if body.literal is not None and isinstance(rule.type, Quantity):
                term = replace(term, value=sql.whole(value))
        self._rules[rule.name] = self._column_of(rule, term, scale)
        self.chain.end(rule.alias, title(rule, self.policy))

    def _column_of(self, rule: Rule, term: Term, scale: int | None, year: str = "") -> Term:
        """A rule's column, as it is read elsewhere; of a fraction two."""
        alias = f"_{rule.alias}{year}"
        if scale is not None and not term.unlimited and isinstance(rule.type, Quantity):
            term = narrowed(term, of_rule(rule), scale)
        value = terms.typed(term)
        if isinstance(value, exp.Null):
            value = nothing(rule.type, value).value
        value = self._sized(rule, term, value)
        value = self.chain.add(self.chain.fresh(alias), value, rule.name if not year else title(rule, self.policy))
        den = None
        if term.den is not None:
            over = self.chain.add(self.chain.fresh(f"{alias}_den"), terms.typed(term.den), f"{rule.name}的分母")
            den = replace(term.den, value=over, literal=None)
        why = None
        if term.why is not None:
            name = self.chain.fresh(f"{alias}_reason")
            self._reasons.append((name, rule.name, value, term.why))
            why = sql.column(name)
        return replace(term, value=value, why=why, den=den, literal=None)

    def _sized(self, rule: Rule, term: Term, value: Expr) -> Expr:
        """A rule's value, as wide as its column is."""
        return value

    # ------------------------------------------------------------------ where names lead

    def input(self, name: str) -> Term:
        """An input."""
        return self._given[name]

    def rule(self, name: str) -> Term:
        """What a rule comes to; a track with the last record."""
        history = self.policy.rule[name].history
        return self._rules[name] if history is None else self.track(name, self._recorded[history].years[-1])

    def track(self, name: str, year: int) -> Term:
        """What a track comes to with the record of a year, or, where there is none, with the one before."""
        return self._tracks[name, year]

    def before(self, rule: Rule, year: int) -> Term:
        """What a track was before the record of a year."""
        if (rule.name, year - 1) in self._tracks:
            return self._tracks[rule.name, year - 1]
        if rule.name not in self._before:
            scale = self.scales.rule(rule.name)
            if rule.initial is None:
                self._before[rule.name] = nothing(rule.type, self.texts.nothing_before(rule), scale)
            else:
                self._before[rule.name] = self._formulas(f"_{rule.alias}", rule.name).value(rule.initial, scale)
        return self._before[rule.name]

    def field(self, name: str) -> Term:
        """A field of the last record."""
        recorded = self._recorded[self.policy.history_of[name]]
        term = recorded.last(lambda year: recorded.fields[name, year], self.texts)
        return self._of_last(self.policy.field[name].alias, recorded, term)

    def previous(self, name: str) -> Term:
        """Nothing is a record before another here."""
        raise AssertionError(name)

    def year(self, name: str) -> Term:
        """The year of the last record."""
        recorded = self._recorded[name]
        return self._of_last(f"year_of_{recorded.history.alias}", recorded, recorded.last(terms.number, self.texts))

    def _of_last(self, alias: str, recorded: Recorded, term: Term) -> Term:
        if alias not in self._last:
            assert term.why is not None
            value = self.chain.add(self.chain.fresh(f"_last_{alias}"), term.value)
            reason = self.chain.fresh(f"_last_{alias}_reason")
            self._reasons.append((reason, recorded.history.name, value, term.why))
            self._last[alias] = replace(term, value=value, why=sql.column(reason))
        return self._last[alias]

    # ------------------------------------------------------------------ results

    def _output(self, rule: Rule) -> Output:
        taken = {other.alias for other in self._asked} | {"refused"}
        reason = next(name for i in range(1, len(taken) + 2) if (name := f"{rule.alias}_reason{i if i > 1 else ''}") not in taken)
        return Output(rule.alias, rule.name, rule, results.places(rule), rule.type, reason)

    def _final(self, outputs: Sequence[Output], refused: Expr) -> exp.Select:
        selected: list[Expr] = []
        for output in outputs:
            term = self.rule(output.rule.name)
            value = results.result(output.rule, term, self.scales.rule(output.rule.name))
            selected.append(sql.named(self._accepted(value, refused), output.name, output.label))
            reason = results.reason(term)
            told = exp.cast(exp.null(), "VARCHAR") if reason is None else self._accepted(reason, refused)
            selected.append(sql.named(told, output.reason, f"{output.label}为什么没有结果"))
        selected.append(sql.named(refused, self._last_column, "不予计算的原因"))
        star = exp.Star(except_=[sql.identifier(name) for name in self.chain.columns])
        return exp.select(star, *selected, copy=False).from_(sql.table(self.chain.last), copy=False)

    def _accepted(self, value: Expr, refused: Expr) -> Expr:
        """The value in rows that are not refused."""
        return sql.cases([(sql.is_null(refused), value)])


def _asked(policy: Policy, names: Sequence[str] | None) -> list[Rule]:
    """The rules asked for, in document order. Raises KeyError where there is none of a name."""
    if names is None:
        return [rule for rule in policy.rules if rule.kind is not RuleKind.PART]
    by_name = {name: rule for rule in policy.rules for name in (rule.name, rule.alias)}
    wanted = {by_name[name].name for name in names}
    return [rule for rule in policy.rules if rule.name in wanted]


def _needed(policy: Policy, asked: Sequence[Rule]) -> set[str]:
    """The rules asked for and all that they read."""
    found: set[str] = set()
    waiting = [rule.name for rule in asked]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _read_by(policy.rule[name])
    return found


def _groups(policy: Policy, needed: set[str]) -> dict[str, tuple[str, ...]]:
    """For each track those that are worked out with it, year by year, itself among them, in an order in which they can be.

    They are all of its history; but where histories need one another, only those that it reads and that read it.
    """
    tracks = [name for name in policy.order if name in needed and policy.rule[name].history is not None]
    reached = {name: _needed(policy, [policy.rule[name]]) for name in tracks}
    crossed = {(policy.history_of[a], policy.history_of[b]) for a in tracks for b in tracks if b in reached[a]}

    def together(one: str, other: str) -> bool:
        if other in reached[one] and one in reached[other]:
            return True
        history = policy.history_of[one]
        back = any((other, history) in crossed and (history, other) in crossed for other in policy.history if other != history)
        return policy.history_of[other] == history and not back

    return {one: tuple(other for other in tracks if together(one, other)) for one in tracks}


def _read_by(rule: Rule) -> Iterator[str]:
    return (part.name for part in parts_of(rule) if isinstance(part, e.RuleRef | e.Previous))


def parts_of(rule: Rule) -> Iterator[e.Expr]:
    """All formulas of a rule, and all that is in them."""
    for formula in (rule.only_when, rule.initial, rule.body):
        if formula is not None:
            yield from walk(formula)
