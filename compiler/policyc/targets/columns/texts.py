"""What the query says: why there is no value, why a row is refused. Plain text, in quotes or in comments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyc.diagnostics.core import Span
from policyc.model.policy import History, Input, Param, Policy, Require, Rule
from policyc.model.types import Bool, EnumType, Quantity, from_ordinal
from policyc.targets.columns import sql
from policyc.targets.columns.sql import Expr
from policyc.wording import reasons, refusals
from policyc.wording.amounts import amount
from policyc.wording.formulas import cite, condition

if TYPE_CHECKING:
    from policyc.targets.columns.plan import Column

#: Why a value that is there is no number.
UNLIMITED = "不封顶"
HOLE, MISSING = "待定：", "缺输入："


def missing(cause: str) -> str:
    """The reason of a missing input, by what the evaluator says of it: 缺少“分档” → 缺输入：“分档”."""
    return MISSING + cause.removeprefix("缺少")


def hole(cause: str) -> str:
    """The reason of a hole: 待定：中央财政补助未明确（…）."""
    return HOLE + cause


class Texts:
    """The texts of one policy, as SQL."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._holes = reasons.holes(policy)

    def hole(self, span: Span) -> Expr:
        """An ``unspecified`` was read."""
        return sql.text(hole(self._holes.get(span, reasons.UNSPECIFIED)))

    def open_param(self, param: Param) -> Expr:
        """A figure was read that is not stated."""
        return sql.text(hole(reasons.open_param(self._policy, param)))

    def missing(self, declared: Input) -> Expr:
        """An input was read that is not given."""
        return sql.text(missing(reasons.missing(declared)))

    def unset(self, history: History, field: Input, year: int) -> Expr:
        """A field was read that is not given."""
        return sql.text(missing(reasons.unset(history, field, year)))

    def no_records(self, history: History) -> Expr:
        """The last record was read of a history without any."""
        return sql.text(missing(reasons.no_records(history)))

    def nothing_before(self, rule: Rule) -> Expr:
        """A track was read before its first record, and has no initial value."""
        return sql.text(missing(reasons.nothing_before(rule)))

    def not_applicable(self, rule: Rule) -> Expr:
        """Whom a rule does not concern."""
        return sql.text(reasons.not_applicable(self._policy, rule))

    # ------------------------------------------------------------------ refusals

    def refused(self, declared: Input, record: str = "") -> Expr:
        """A value that an input cannot have: “年龄”应为0岁—150岁（整岁）."""
        return sql.text(f"{record}“{declared.name}”应为{_wanted(declared)}")

    def refused_parts(self, column: Column, record: str = "") -> tuple[str | Column, ...]:
        """The same around the value: “年龄”不能为“300”：应为0岁—150岁（整岁）."""
        return f"{record}“{column.declared.name}”不能为“", column, f"”：应为{_wanted(column.declared)}"

    def against(self, require: Require) -> Expr:
        """Inputs that do not go together."""
        return sql.text(f"{'、'.join(require.inputs)}{self._against(require)}")

    def against_parts(self, require: Require, read: Sequence[Column]) -> tuple[str | Column, ...]:
        """The same around the values: 补缴年数为“5”、断保年数为“3”，不符合“补缴年数不超过断保年数”的要求."""
        given = [part for column in read for part in ("”、", f"{column.declared.name}为“", column)]
        return *given[1:], f"”，{self._against(require)}"

    def _against(self, require: Require) -> str:
        because = f"，{require.because}" if require.because else ""
        clause = f"（{cite(self._policy, require.clause)}）" if require.clause is not None else ""
        return f"不符合“{condition(require.condition, self._policy)}”的要求{because}{clause}"

    def out_of_order(self, history: History) -> Expr:
        """Records with a gap between them."""
        how = "从第1条起连续" if history.events else "一年一条，中间不能缺"
        return sql.text(f"“{history.name}”的记录应{how}")

    def too_many(self, history: History) -> Expr:
        """More records than there can be."""
        return sql.text(f"“{history.name}”最多{history.at_most}条记录")


def title(rule: Rule, policy: Policy) -> str:
    """What stands beside a step: the rule and its clause."""
    clause = "" if rule.clause is None else f"：{cite(policy, rule.clause)}"
    return f"{rule.name}{clause}"


def _wanted(declared: Input) -> str:
    return f"{refusals.expected(declared)}{_steps(declared)}"


def _steps(declared: Input) -> str:
    """How fine an input is, where it is a number: ，且为0.01元的整数倍."""
    if not isinstance(declared.type, Quantity) or isinstance(declared.type, Bool | EnumType):
        return ""
    step = amount(from_ordinal(declared.step, declared.type), declared.type)
    if declared.low % declared.step:
        return f"，从{amount(from_ordinal(declared.low, declared.type), declared.type)}起每{step}一档"
    return f"，且为{step}的整数倍"
