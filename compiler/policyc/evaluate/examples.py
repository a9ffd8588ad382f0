"""Run every check and every example of a policy, and note which choices the examples took.

Receives a policy without errors; gives structured results for ``policyc test`` and E07 diagnostics for what fails. Checks are
worked out at the document's nominal figures, without inputs. An example whose inputs are refused only meets ``is refused``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from policyc.diagnostics.codes import e0701, e0702, e0703, e0704, e0705, e0706
from policyc.diagnostics.core import Diagnostic, Label, Span, Words
from policyc.evaluate.admission import Refusal, refused
from policyc.evaluate.coverage import Coverage, Seen, choices
from policyc.evaluate.evaluator import Evaluator
from policyc.evaluate.outcome import Outcome, State
from policyc.evaluate.worked import found, identity, part
from policyc.model import expressions as e
from policyc.model.policy import Check, Example, Expectation, ExpectedState, Policy
from policyc.model.walk import walk
from policyc.wording.amounts import amount
from policyc.wording.records import records_text


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check and, where it does not hold, what to say of it."""

    check: Check
    error: Diagnostic | None

    @property
    def passed(self) -> bool:
        """Whether it holds."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example, now with the open params that were read for it, and what to say of the expectations that it does not meet."""

    example: Example
    errors: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether it meets all of its expectations."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """What ``policyc test`` tells: checks and examples in document order, and what the examples cover."""

    checks: tuple[CheckResult, ...]
    examples: tuple[ExampleResult, ...]
    coverage: Coverage

    @property
    def passed(self) -> bool:
        """Whether everything holds; what is not covered is no failure."""
        return all(check.passed for check in self.checks) and all(example.passed for example in self.examples)


def run_examples(policy: Policy) -> tuple[ExampleReport, tuple[Diagnostic, ...]]:
    """Run them all."""
    seen = Seen()
    checks = tuple(CheckResult(check, _check(policy, check)) for check in policy.checks)
    examples = tuple(_example(policy, example, seen) for example in policy.examples)
    report = ExampleReport(checks, examples, Coverage(choices(policy), frozenset(seen.taken)))
    failed = [result.error for result in checks if result.error is not None]
    return report, (*failed, *(error for result in examples for error in result.errors))


def _check(policy: Policy, check: Check) -> Diagnostic | None:
    evaluator = Evaluator(policy, {})
    outcome = evaluator.expression(check.condition)
    if outcome.value is True:
        return None
    if outcome.value is None:
        return e0702.CODE.at(check.span, reason=outcome.cause)
    related = _parts(policy, check.condition, evaluator)
    return e0701.CODE.at(check.span, related=related, worked=identity(check.condition, policy, evaluator))


def _example(policy: Policy, example: Example, seen: Seen) -> ExampleResult:
    """The example with what was read for it, and what it does not meet."""
    refusal = next(refused(policy, example.case), None)
    if refusal is not None:
        if all(expectation.state is ExpectedState.REFUSED for expectation in example.expectations):
            return ExampleResult(example, ())
        return ExampleResult(example, (e0706.CODE.at(_place(example, refusal), title=example.title, reason=refusal.text),))
    evaluator = Evaluator(policy, example.case, seen, dict(example.readings))
    outcomes = [(expected, _outcome(expected, evaluator)) for expected in example.expectations]
    errors = [_expectation(policy, example, expected, outcome, evaluator) for expected, outcome in outcomes]
    run = tuple(replace(expected, read=outcome.params) for expected, outcome in outcomes)
    return ExampleResult(replace(example, expectations=run), tuple(error for error in errors if error is not None))


def _outcome(expected: Expectation, evaluator: Evaluator) -> Outcome:
    if expected.condition is not None:
        return evaluator.expression(expected.condition)
    assert expected.rule is not None
    return evaluator.rule(expected.rule)


def _expectation(
    policy: Policy, example: Example, expected: Expectation, outcome: Outcome, evaluator: Evaluator
) -> Diagnostic | None:
    """What is wrong with an expectation, of inputs that are accepted."""
    if expected.condition is None:
        assert expected.state is not None
        return None if outcome.state is _STATES.get(expected.state) else _other_state(policy, example, expected, outcome)
    if outcome.value is True:
        return None
    related, given = _parts(policy, expected.condition, evaluator), _given(policy, example)
    title, text, where = example.title, expected.text, expected.span
    if outcome.value is None:
        return e0704.CODE.at(where, related=related, title=title, expected=text, given=given, reason=outcome.cause)
    got = found(expected.condition, policy, evaluator)
    return e0703.CODE.at(where, related=related, title=title, expected=text, given=given, got=got)


def _other_state(policy: Policy, example: Example, expected: Expectation, outcome: Outcome) -> Diagnostic:
    """A rule is in another state than the example says."""
    assert expected.rule is not None and expected.state is not None
    rule = policy.rule[expected.rule]
    got = outcome.cause if outcome.value is None else amount(outcome.value, rule.type, "formula")
    return e0705.CODE.at(
        expected.span,
        related=[_label(rule.span, rule.name)],
        title=example.title,
        rule=rule.name,
        expected=_STATE_WORDS[expected.state],
        got=got,
        given=_given(policy, example),
    )


#: ``is refused`` is met by no outcome: inputs that get as far as an outcome are accepted.
_STATES = {
    ExpectedState.UNSPECIFIED: State.UNSPECIFIED,
    ExpectedState.NONE: State.NOT_APPLICABLE,
    ExpectedState.MISSING: State.MISSING,
}
_STATE_WORDS = {
    ExpectedState.UNSPECIFIED: Words("未明确", "unspecified"),
    ExpectedState.NONE: Words("不适用", "not applicable"),
    ExpectedState.MISSING: Words("缺少输入", "missing an input"),
    ExpectedState.REFUSED: Words("拒绝接受输入", "refused"),
}


def _place(example: Example, refusal: Refusal) -> Span:
    """Where the input that is refused is given."""
    places = {name: span for (name, _), span in zip(example.given, example.given_spans, strict=False)}
    return places.get(refusal.name or "", example.span)


def _given(policy: Policy, example: Example) -> Words:
    """The inputs of an example, and the readings that it asks for, for a message: （给定分档 = 西部）."""
    values = [f"{name} = {amount(value, policy.input[name].type, 'formula')}" for name, value in example.given]
    values += [f"{name} = {records_text(policy.history[name], records)}" for name, records in example.histories]
    values += [f"{name} = {option.name}" for name, option in example.readings]
    return Words(f"（{'，'.join(values)}）", f" ({', '.join(values)})") if values else Words("", "")


def _parts(policy: Policy, condition: e.Expr, evaluator: Evaluator) -> list[Label]:
    """Where the rules and params that a condition reads are declared, and what they came to."""
    reads = {x.name: x for x in walk(condition) if isinstance(x, e.ParamRef | e.RuleRef)}
    declared = {**policy.param, **policy.rule}
    return [_part(declared[name].span, name, part(read, policy, evaluator)) for name, read in reads.items()]


def _part(span: Span, name: str, worked: str | None) -> Label:
    return Label(span, worked, worked) if worked is not None else _label(span, name)


def _label(span: Span, name: str) -> Label:
    return Label(span, f"“{name}”在此", f"“{name}” is declared here")
