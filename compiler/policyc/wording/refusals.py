"""Why inputs are refused, in Chinese and English: the input, its value, what would be right, and the clause that says so."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from policyc.diagnostics.core import Words
from policyc.model.policy import Clause, Given, History, Input, Policy, Require
from policyc.model.types import BOOL, UNLIMITED, EnumType, Member, Type, Unlimited, Value, from_ordinal
from policyc.quantities.decimals import decimal_text
from policyc.wording.amounts import amount, range_text
from policyc.wording.formulas import cite, condition
from policyc.wording.reasons import record_name


def no_such_input(name: str) -> Words:
    """没有名为“金颔”的输入."""
    return Words(f"没有名为“{name}”的输入", f"there is no input “{name}”")


def not_of_type(policy: Policy, declared: Input, value: Given) -> Words:
    """“分档”不能为北部：应为西部、中部或东部."""
    return _not(policy, declared, _foreign(value), expected(declared))


def out_of_range(policy: Policy, declared: Input, value: Value) -> Words:
    """“年龄”不能为300岁：应为0岁—150岁."""
    return _not(policy, declared, _amount(value, declared.type), expected(declared))


def off_step(policy: Policy, declared: Input, value: Value) -> Words:
    """“金额”不能为0.005元：应为0.01元的整数倍."""
    step, start = _amount(declared.step, declared.type), _amount(declared.low, declared.type)
    steps = Words(f"{step}的整数倍", f"a multiple of {step.en}")
    if declared.low % declared.step:
        steps = Words(f"{start}起、每{step}一档", f"{start.en} plus a multiple of {step.en}")
    return _not(policy, declared, _amount(value, declared.type), steps)


def against(policy: Policy, require: Require, values: Sequence[tuple[Input, Value]]) -> Words:
    """补缴年数为5年、断保年数为3年，不符合“补缴年数不超过断保年数”的要求（《问答》激励）."""
    given = "、".join(f"{declared.name}为{amount(value, declared.type)}" for declared, value in values)
    given_en = ", ".join(f"{declared.name} = {_amount(value, declared.type).en}" for declared, value in values)
    needed, clause = condition(require.condition, policy), _clause(policy, require.clause)
    because = (f"，{require.because}", f": “{require.because}”") if require.because else ("", "")
    zh = f"{given}，不符合“{needed}”的要求{because[0]}{clause}"
    return Words(zh, f"{given_en}: it is required that “{needed}”{because[1]}{clause}")


def not_records(policy: Policy, history: History) -> Words:
    """“参保年度”应为逐年的记录."""
    zh = f"“{history.name}”应为{'逐条' if history.events else '逐年'}的记录{_clause(policy, history.clause)}"
    return Words(zh, f"“{history.name}” is a list of records{_clause(policy, history.clause)}")


def too_many(policy: Policy, history: History, year: int) -> Words:
    """“参保年度”最多40条记录，2060年是多出来的."""
    named = record_name(history, year)
    clause = _clause(policy, history.clause)
    zh = f"“{history.name}”最多{history.at_most}条记录，{named}是多出来的{clause}"
    return Words(zh, f"“{history.name}” has {history.at_most} records at most: {named.en} is too much{clause}")


def out_of_order(policy: Policy, history: History, year: int, expected: int) -> Words:
    """“参保年度”的记录要从早到晚、一年一条：应为2023年，不能是2025年."""
    how = "从1起依次编号" if history.events else "从早到晚、一年一条"
    names = record_name(history, expected), record_name(history, year)
    clause = _clause(policy, history.clause)
    zh = f"“{history.name}”的记录要{how}：应为{names[0]}，不能是{names[1]}{clause}"
    rule = "numbered from 1 on" if history.events else "one a year, oldest first"
    return Words(zh, f"the records of “{history.name}” are {rule}: {names[0].en} is due, not {names[1].en}{clause}")


def no_such_year(policy: Policy, history: History, year: int) -> Words:
    """“参保年度”不能有23年的记录：年份应为1900年—2199年."""
    clause = _clause(policy, history.clause)
    zh = f"“{history.name}”不能有{year}年的记录：年份应为1900年—2199年{clause}"
    return Words(zh, f"“{history.name}” cannot have a record of {year}: years are 1900 to 2199{clause}")


def in_record(history: History, year: int, text: Words) -> Words:
    """“参保年度”2027年：“医疗费用”不能为…."""
    named = record_name(history, year)
    return Words(f"“{history.name}”{named}：{text}", f"“{history.name}”, {named.en}: {text.en}")


def expected(declared: Input) -> Words:
    """What an input can be: 西部、中部或东部; 0元—1亿元; 是或否."""
    if isinstance(declared.type, EnumType):
        names = [member.name for member in declared.type.members]
        if len(names) == 1:
            return Words(names[0], names[0])
        return Words(f"{'、'.join(names[:-1])}或{names[-1]}", f"{', '.join(names[:-1])} or {names[-1]}")
    low, high = (from_ordinal(place, declared.type) for place in (declared.low, declared.high))
    if isinstance(low, bool):
        return Words("是或否", "true or false")
    return Words(range_text(low, high, declared.type), range_text(low, high, declared.type, "table"))


def _foreign(value: Given) -> Words:
    """A value of another type than the input's, as plainly as possible."""
    match value:
        case bool() | Member() | Unlimited():
            return _amount(value, BOOL)
        case Fraction():
            return Words(decimal_text(value), decimal_text(value))
        case tuple():
            return Words("记录", "records")
        case _:
            return Words(str(value), str(value))


def _not(policy: Policy, declared: Input, value: Words, wanted: Words) -> Words:
    clause = _clause(policy, declared.clause)
    zh = f"“{declared.name}”不能为{value}：应为{wanted}{clause}"
    return Words(zh, f"“{declared.name}” cannot be {value.en}: it must be {wanted.en}{clause}")


def _amount(value: Value, kind: Type) -> Words:
    """A value in both languages."""
    if isinstance(value, bool):
        return Words(amount(value, kind), "true" if value else "false")
    if value is UNLIMITED:
        return Words(amount(value, kind), "unlimited")
    return Words(amount(value, kind), amount(value, kind, "table"))


def _clause(policy: Policy, clause: Clause | None) -> str:
    return f"（{cite(policy, clause)}）" if clause is not None else ""
