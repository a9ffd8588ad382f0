"""Why inputs are refused, in Chinese: the input, its value, what would be right, and the clause that says so."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyc.model.policy import Clause, Given, History, Input, Policy, Require
from policyc.model.types import BOOL, EnumType, Member, Unlimited, Value, from_ordinal
from policyc.quantities.decimals import decimal_text
from policyc.wording.amounts import amount, range_text
from policyc.wording.formulas import cite, condition
from policyc.wording.reasons import record_name


def no_such_input(name: str) -> str:
    """没有名为“金颔”的输入."""
    return f"没有名为“{name}”的输入"


def not_of_type(policy: Policy, declared: Input, value: Given) -> str:
    """“分档”不能为北部：应为西部、中部或东部."""
    return f"“{declared.name}”不能为{_foreign(value)}：应为{expected(declared)}{_clause(policy, declared.clause)}"


def out_of_range(policy: Policy, declared: Input, value: Value) -> str:
    """“年龄”不能为300岁：应为0岁—150岁."""
    return f"“{declared.name}”不能为{amount(value, declared.type)}：应为{expected(declared)}{_clause(policy, declared.clause)}"


def off_step(policy: Policy, declared: Input, value: Value) -> str:
    """“金额”不能为0.005元：应为0.01元的整数倍."""
    step = amount(declared.step, declared.type)
    start = amount(declared.low, declared.type)
    steps = f"{step}的整数倍" if declared.low % declared.step == 0 else f"{start}起、每{step}一档"
    return f"“{declared.name}”不能为{amount(value, declared.type)}：应为{steps}{_clause(policy, declared.clause)}"


def against(policy: Policy, require: Require, values: Sequence[tuple[Input, Value]]) -> str:
    """补缴年数为5年、断保年数为3年，不符合“补缴年数不超过断保年数”的要求（《问答》激励）."""
    given = "、".join(f"{declared.name}为{amount(value, declared.type)}" for declared, value in values)
    because = f"，{require.because}" if require.because else ""
    needed = condition(require.condition, policy)
    return f"{given}，不符合“{needed}”的要求{because}{_clause(policy, require.clause)}"


def not_records(policy: Policy, history: History) -> str:
    """“参保年度”应为逐年的记录."""
    return f"“{history.name}”应为{'逐条' if history.events else '逐年'}的记录{_clause(policy, history.clause)}"


def too_many(policy: Policy, history: History, year: int) -> str:
    """“参保年度”最多40条记录，2060年是多出来的."""
    named = record_name(history, year)
    return f"“{history.name}”最多{history.at_most}条记录，{named}是多出来的{_clause(policy, history.clause)}"


def out_of_order(policy: Policy, history: History, year: int, expected: int) -> str:
    """“参保年度”的记录要从早到晚、一年一条：应为2023年，不能是2025年."""
    how = "从1起依次编号" if history.events else "从早到晚、一年一条"
    names = record_name(history, expected), record_name(history, year)
    return f"“{history.name}”的记录要{how}：应为{names[0]}，不能是{names[1]}{_clause(policy, history.clause)}"


def no_such_year(policy: Policy, history: History, year: int) -> str:
    """“参保年度”不能有23年的记录：年份应为1900年—2199年."""
    return f"“{history.name}”不能有{year}年的记录：年份应为1900年—2199年{_clause(policy, history.clause)}"


def in_record(history: History, year: int, text: str) -> str:
    """“参保年度”2027年：“医疗费用”不能为…."""
    return f"“{history.name}”{record_name(history, year)}：{text}"


def expected(declared: Input) -> str:
    """What an input can be: 西部、中部或东部; 0元—1亿元; 是或否."""
    if isinstance(declared.type, EnumType):
        names = [member.name for member in declared.type.members]
        return f"{'、'.join(names[:-1])}或{names[-1]}" if len(names) > 1 else names[0]
    low, high = (from_ordinal(place, declared.type) for place in (declared.low, declared.high))
    if isinstance(low, bool):
        return "是或否"
    return range_text(low, high, declared.type)


def _foreign(value: Given) -> str:
    """A value of another type than the input's, as plainly as possible."""
    match value:
        case bool() | Member() | Unlimited():
            return amount(value, BOOL)
        case Fraction():
            return decimal_text(value)
        case tuple():
            return "记录"
        case _:
            return str(value)


def _clause(policy: Policy, clause: Clause | None) -> str:
    return f"（{cite(policy, clause)}）" if clause is not None else ""
