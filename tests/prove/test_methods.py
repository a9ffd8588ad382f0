"""Every method against trying out every case, on small random policies; and a mistake of one fen is found."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from policyc.prove.cases import search_cases
from policyc.prove.piecewise import NotPiecewise, search_pieces
from policyc.prove.question import Question, count
from policyc.prove.regions import search_regions
from policyc.prove.results import Method, Verdict
from policyc.prove.smallest import smallest
from policyc.prove.smt import search_z3
from tests.evaluate.texts import policy_of
from tests.prove.asking import asked, proof

TOP = """
enum 类别 as kind { 甲类 as kind_a, 乙类 as kind_b }
input 类 as kind_of : 类别
input 参保 as insured : bool
"""
ONE = "input 费用 as fee : 元 in -1元 .. 3元\n"
TWO = "input 费用 as fee : 元 in 0元 .. 3元 step 0.1元\ninput 自付 as own : 元 in 0元 .. 2元 step 0.1元\n"
FIGURES = """
  param 线 as line in 0.5元 .. 0.53元   quote "线"
  param 比 as share >= 99.98%   quote "比"
"""
MODES = ["half up", "down", "up", "half even"]


def _amount(choose: random.Random, names: list[str], depth: int = 2) -> str:
    leaf = choose.choice([*names, *names, f"{choose.choice(['0.5', '1', '1.37', '2'])}元"])
    if depth == 0:
        return leaf

    def inner() -> str:
        return _amount(choose, names, depth - 1)

    rate = choose.choice(["70%", "85%", "0.5", "33.3%", "2", "比" if "线" in names else "60%"])
    kinds: list[Callable[[], str]] = [
        lambda: leaf,
        lambda: f"({inner()} + {inner()})",
        lambda: f"({inner()} - {inner()})",
        lambda: f"{rate} * {inner()}",
        lambda: f"max({inner()}, 0元)",
        lambda: f"min({inner()}, {inner()})",
        lambda: f"({rate} * {leaf} rounded to {choose.choice(['0.1元', '1元', '0.5元', '0.01元'])} {choose.choice(MODES)})",
        lambda: f"(if {_condition(choose, names)} then {inner()} else {inner()})",
    ]
    return choose.choice(kinds)()


def _condition(choose: random.Random, names: list[str]) -> str:
    op = choose.choice(["<", "<=", ">", ">=", "==", "!="])
    return choose.choice(
        [
            "参保",
            "类 == 甲类",
            f"{choose.choice(names)} {op} {choose.choice(['0.5', '1', '2'])}元",
            f"not (参保 and {choose.choice(names)} {op} 1元)",
        ]
    )


def _policy(choose: random.Random, names: list[str]) -> str:
    body = choose.choice(
        [
            f"match 类 {{ 甲类 -> {_amount(choose, names)}  乙类 -> {_amount(choose, names)} }}",
            f"cases {{ when {_condition(choose, names)} -> {_amount(choose, names)}  otherwise -> {_amount(choose, names)} }}",
            f"{_amount(choose, names)} {{ except when {_condition(choose, names)} -> {_amount(choose, names)}"
            f"  plus 0.1元 when {_condition(choose, names)} }}",
            _amount(choose, names),
        ]
    )
    op = choose.choice(["<", "<=", ">=", "!="])
    guard = choose.choice(["", f"{_condition(choose, names)} or ", f"not ({_condition(choose, names)}) or "])
    return f"""
  part 甲 : 元 = {body}
  part 乙 : 元 = {_amount(choose, names)}
  check for all {guard}甲 {op} {choose.choice(["乙", f"乙 + {choose.choice(['3', '6', '0.7'])}元"])}
"""


def _asked(choose: random.Random, top: str, figures: str, names: list[str]) -> Question:
    """The question of a random policy; those that the compiler refuses (a rounding without effect) are drawn again."""
    while True:
        try:
            return asked(policy_of(TOP + top, figures + _policy(choose, names)))
        except AssertionError:
            continue


def _agrees(question: Question, case: object, expected: object) -> None:
    assert (case is None) == (expected is None)
    if case is not None:
        assert question.fails(case)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(60))
def test_one_number(seed: int) -> None:
    """Piecewise decides every one of them, as trying out does; the core and z3 never say otherwise."""
    choose = random.Random(seed)
    question = _asked(choose, ONE, "", ["费用"])
    expected = search_cases(question)
    _agrees(question, search_pieces(question)[0], expected)
    case, proved = search_regions(question)
    if proved:
        _agrees(question, case, expected)
    answer = search_z3(question)
    assert answer.proved
    _agrees(question, answer.case, expected)
    if expected is not None:
        assert question.fails(smallest(question, expected))


@pytest.mark.parametrize("seed", range(40))
def test_two_numbers(seed: int) -> None:
    """z3 decides every one of them as trying out does."""
    choose = random.Random(1000 + seed)
    question = _asked(choose, TWO, "", ["费用", "自付"])
    expected = search_cases(question)
    case, proved = search_regions(question)
    if proved:
        _agrees(question, case, expected)
    answer = search_z3(question)
    if answer.proved:
        _agrees(question, answer.case, expected)


@pytest.mark.parametrize("seed", range(30))
def test_open_figures(seed: int) -> None:
    """Figures count with every value that their bounds admit."""
    choose = random.Random(2000 + seed)
    small = "input 费用 as fee : 元 in 0元 .. 3元 step 0.1元\n"
    question = _asked(choose, small, FIGURES, ["费用", "线"])
    assert count(question, question.variables) <= 4 * 3 * 4 * 31
    expected = search_cases(question)
    case, proved = search_regions(question)
    if proved:
        _agrees(question, case, expected)
    answer = search_z3(question)
    if answer.proved:
        _agrees(question, answer.case, expected)


def test_not_piecewise() -> None:
    """Two numbers are for other methods."""
    with pytest.raises(NotPiecewise):
        search_pieces(asked(policy_of(TOP + TWO.replace(" step 0.1元", ""), "check for all 费用 >= 自付")))


def test_one_fen() -> None:
    """A rule of two amounts that is off by a fen, in one bracket only, is told from the right one."""
    top = "input 费用 as fee : 元\ninput 自付 as own : 元\n"
    right = "rule 甲 as one = min(70% * max(费用 - 500元, 0元) + 50% * 自付, 20万元) rounded to 0.01元\n"

    def other(line: str) -> str:
        body = f"min(50% * 自付 + 70% * max(费用 - {line}, 0元), 20万元) rounded to 0.01元"
        return f"rule 乙 as two = {body}\ncheck for all 甲 == 乙\n"

    same = proof(top, right + other("500元"))
    assert (same.verdict, same.case) == (Verdict.HOLDS, None)
    wrong = proof(top, right + other("500.01元"))
    assert wrong.verdict is Verdict.FAILS
    assert wrong.case is not None
    assert {x.name for x in wrong.case.values} == {"费用", "自付"}
    assert same.method in (Method.REGIONS, Method.Z3)
