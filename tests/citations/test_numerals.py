"""The numbers of a few Chinese characters."""

from fractions import Fraction

import pytest

from policyc.citations.numerals import numerals
from policyc.citations.text import normalise


def _values(text: str) -> set[Fraction]:
    return {reading for numeral in numerals(normalise(text).text) for reading in numeral.readings}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到每人每年不低于 640 元", ["640"]),
        ("１，０２０元", ["1020"]),
        ("稳定在 70% 左右", ["7/10"]),
        ("1.4万元以上", ["14000"]),
        ("百分之七十", ["7/10"]),
        ("三分之一", ["1/3"]),
        ("满四年", ["4"]),
        ("十二个月", ["12"]),
        ("二〇二五年", ["2025"]),
        ("一万四千元", ["14000"]),
        ("两次", ["2"]),
        ("提高5个百分点", ["1/20"]),
        ("报销七成", ["7/10"]),
        ("给予全额资助", ["1"]),
        ("减半征收", ["1/2"]),
        ("增加1倍", ["1", "2"]),
        ("降低三成", ["3/10", "7/10"]),
        ("70 percent", ["7/10"]),
        ("1.5角", ["3/20"]),
        ("三点五倍", ["7/2"]),
        ("二十万元", ["200000"]),
        ("6亿元", ["600000000"]),
    ],
)
def test_a_number_is_read(text: str, expected: list[str]) -> None:
    assert _values(text) == {Fraction(value) for value in expected}


def test_a_list_shares_the_last_numbers_unit() -> None:
    assert _values("15—52万元") == {Fraction(15), Fraction(150000), Fraction(520000)}
    assert Fraction(6, 10) in _values("60、80%")
    assert Fraction(60000) not in _values("60元，另有5万元")


def test_positions_lead_back_to_the_original() -> None:
    text = "顾之\n\n忧，现就 2023 年"
    assert normalise(text).find("之忧,现") == 1
    assert normalise(text).find("２０２３年") == text.index("2023")
    assert normalise(text).find("2024年") is None


def test_white_space_counts_between_latin_words_only() -> None:
    assert normalise("涨 1 84% ， 2023 年 DRG / DIP").text == "涨1 84%,2023年DRG / DIP"
    assert normalise("up to\n380 yuan").find("Up to".lower() + " 380yuan") == 0
    assert {str(n.value) for n in numerals(normalise("涨1 84%").text)} == {"1", "21/25"}


def test_a_unit_is_read_with_its_number() -> None:
    text = normalise("满4年、12个月、70周岁、3次、380 yuan、5种").text
    assert [(text[n.start : n.unit_end], n.unit) for n in numerals(text)] == [
        ("4年", "年"),
        ("12个月", "个月"),
        ("70周岁", "岁"),
        ("3次", "次"),
        ("380yuan" if "380yuan" in text else "380 yuan", "元"),
        ("5", None),
    ]


def test_dashes_quotation_marks_and_stray_variants_are_one() -> None:
    assert normalise("（以下简称“居民医保”）釆取").find('(以下简称"居民医保")采取') == 0


def test_what_is_too_long_is_no_number_and_nothing_occurs_nowhere() -> None:
    assert _values("9" * 10000 + "，3年" + "百" * 10000) == {Fraction(3)}
    assert normalise("").find("") is None
    assert normalise("一").find(" ") is None
