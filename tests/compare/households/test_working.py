"""Households worked out under two policies: sums to the fen, floors that stay floors, holes that are said and left out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from policyc.compare.engine import compare
from policyc.compare.households.described import Role
from policyc.compare.households.lines import lines_of
from policyc.compare.households.results import Standing
from policyc.compare.households.telling import finding, notes, rows, told_text
from policyc.compare.households.working import worked
from policyc.model.policy import BoundKind
from tests.compare.households.policies import NEW, OLD, case, cells, described, entry, policy, told

FAMILY = """
[[家庭]]
名称 = "三口之家"
关注 = { 缴 = ["缴费标准", "实缴"], 补 = ["补助标准"], 报 = ["住院报销"], 其他 = ["住院比例"] }
[[家庭.成员]]
名称 = "父母"
人数 = 2
情况 = { 类别 = "普通" }
[[家庭.成员]]
名称 = "祖父"
情况 = { 类别 = "低保" }
"""


def test_params_are_summed_over_persons() -> None:
    """350 × 3 = 1050, and a floor three times is a floor."""
    found = case(FAMILY)
    paid, subsidy = entry(found, "缴费标准"), entry(found, "补助标准")
    assert paid.old and paid.old.bound and paid.new and paid.new.bound
    assert (paid.old.bound.value, paid.new.bound.value) == (1050, 1140)
    assert str(paid.old.type) == "元/年"
    assert subsidy.new and subsidy.new.bound
    assert (subsidy.new.bound.kind, subsidy.new.bound.low, subsidy.new.bound.high) == (BoundKind.AT_LEAST, Fraction(1920), None)
    assert [row.old for row in rows(subsidy, told(FAMILY)[0])] == ["≥610元/人·年", "≥1830元/年"]


def test_the_finding_is_a_sentence() -> None:
    """As a bureau would write it; nothing of sums that leave somebody out."""
    sheet, _ = told(FAMILY)
    assert finding(sheet.cases[0], sheet) == (
        "缴费标准合计由每年1050元提高到1140元，提高90元；补助标准合计由每年不低于1830元提高到不低于1920元，提高90元。"
    )
    same, _ = told(FAMILY, OLD, OLD)
    assert finding(same.cases[0], same) == ""


def test_a_hole_is_said_and_left_out() -> None:
    """The older policy leaves the grandfather's share open: it is no 0, and the sum says whom it leaves out."""
    found = entry(case(FAMILY), "实缴")
    assert found.old and found.old.bound and found.old.bound.value == 700
    assert [(left.member, left.told.standing) for left in found.old.left_out] == [("祖父", Standing.UNSPECIFIED)]
    assert found.new and found.new.bound and found.new.bound.value == 380 * 2 + 190 and not found.new.left_out
    shown = rows(found, told(FAMILY)[0])
    assert [(row.who, row.old, row.new, row.change) for row in shown] == [
        ("父母", "350元/人·年", "380元/人·年", "+30元"),
        ("祖父", "未明确", "190元/人·年", "予以明确"),
        ("合计（3人）", "700元/年，不含祖父（未明确）", "950元/年", "—"),  # sums of different persons have no difference
    ]


def test_rates_are_not_summed() -> None:
    """60% of three people is not 180%."""
    rate = entry(case(FAMILY), "住院比例")
    assert rate.old is None and rate.new is None
    assert rows(rate, told(FAMILY)[0])[0].change == "+5个百分点"


EVENTS = """
[[家庭]]
名称 = "两口之家"
关注 = { 报 = ["住院报销"] }
[[家庭.成员]]
名称 = "甲"
[[家庭.成员.事件]]
名称 = "住院"
次数 = 2
情况 = { 费用 = "1.00005万元" }
[[家庭.成员]]
名称 = "乙"
人数 = 3
[[家庭.成员.事件]]
名称 = "门诊"
情况 = { 费用 = "33.33元" }
[[家庭.成员]]
名称 = "丙"
"""


def test_events_are_worked_out_one_by_one() -> None:
    """Rounded each for itself, then times how often and how many; who has none is not asked for its costs."""
    found = entry(case(EVENTS), "住院报销")
    assert [(c.member, c.event, c.people, c.times) for c in found.cells] == [("甲", "住院", 1, 2), ("乙", "门诊", 3, 1)]
    old = [c.old.bound.value for c in found.cells if c.old.bound]
    assert old == [Fraction("6000.3"), Fraction("20.00")]
    assert found.old and found.old.bound and found.old.bound.value == 2 * Fraction("6000.3") + 3 * 20
    new = [c.new.bound.value for c in found.cells if c.new.bound]
    assert new == [Fraction("6500.33"), Fraction("21.66")]  # 6500.325 and 21.6645
    assert found.new and found.new.bound and found.new.bound.value == 2 * Fraction("6500.33") + 3 * Fraction("21.66")


def test_without_an_input_nothing_is_worked_out() -> None:
    """What is asked for is named with the input that it lacks, and is no row of dashes."""
    found = case('[[家庭]]\n名称 = "户"\n关注 = ["实缴", "缴费标准"]\n[[家庭.成员]]\n名称 = "甲"\n')
    assert [each.name for each in found.entries] == ["缴费标准"]
    assert [(each.name, each.reason) for each in found.skipped] == [("实缴", "缺少“类别”")]


def test_of_two_members_one_may_lack_an_input() -> None:
    """Then the row says so, and the sum leaves them out."""
    found = case(
        '[[家庭]]\n名称 = "户"\n关注 = ["实缴"]\n[[家庭.成员]]\n名称 = "甲"\n'
        '[[家庭.成员]]\n名称 = "乙"\n情况 = { 类别 = "普通" }\n'
    )
    assert told_text(cells(found, "实缴")["甲"].new) == "缺少“类别”"
    total = entry(found, "实缴").new
    assert total and total.bound and total.bound.value == 380 and [left.member for left in total.left_out] == ["甲"]


def test_whom_a_rule_does_not_concern() -> None:
    """不适用 before, a figure after."""
    found = case('[[家庭]]\n名称 = "户"\n关注 = ["特困补贴"]\n情况 = { 类别 = "低保" }\n[[家庭.成员]]\n名称 = "甲"\n')
    (row,) = rows(entry(found, "特困补贴"), told(FAMILY)[0])
    assert (row.old, row.new, row.change) == ("不适用", "100元/人·年", "改为适用")


def test_a_value_that_one_policy_refuses_is_said_in_its_column() -> None:
    """A day of 2023 is none of 2024: no error, and no guess."""
    text = '[[家庭]]\n名称 = "户"\n关注 = ["起始月"]\n[[家庭.成员]]\n名称 = "甲"\n情况 = { 缴费日期 = 2023-06-15 }\n'
    sheet, found = told(text, years=(2023, 2024))
    assert not found
    (cell,) = entry(sheet.cases[0], "起始月").cells
    assert told_text(cell.old) == "2023-07"
    assert cell.new.standing is Standing.REFUSED and "2024年1月1日" in cell.new.reason
    both, found = told(text.replace("2023-06-15", "2022-06-15"), years=(2023, 2024))
    assert [d.code.code for d in found] == ["W0941"] and not both.cases[0].entries and both.cases[0].skipped


def test_text_that_no_policy_reads_is_an_error() -> None:
    """Of the enum member the message lists what there is, at its place in the file."""
    text = '[[家庭]]\n名称 = "户"\n[[家庭.成员]]\n名称 = "甲"\n情况 = { 类别 = "富裕" }\n'
    _, (fault,) = told(text)
    assert fault.code.code == "E0943" and (fault.span.line, fault.span.column) == (5, 8)
    assert fault.message("zh") == "“类别”不能为“富裕”：应为普通、低保或特困"
    sheet, found = worked(described(text), policy(OLD, "old"), policy(NEW, "new", third="富裕"))
    assert not found  # one of the two knows it
    (cell,) = entry(sheet.cases[0], "实缴").cells
    assert cell.old.standing is Standing.REFUSED and told_text(cell.new) == "0元/人·年"


def test_months_come_later() -> None:
    """A difference of months is no amount."""
    found = case('[[家庭]]\n名称 = "户"\n关注 = ["起始月"]\n情况 = { 缴费日期 = "2023-06-15" }\n[[家庭.成员]]\n名称 = "甲"\n')
    (row,) = rows(entry(found, "起始月"), told(FAMILY)[0])
    assert (row.old, row.new, row.change, row.effect) == ("2023-07", "2023-08", "推后1个月", None)


def test_histories_are_given_as_on_the_command_line() -> None:
    """Records in one line, of the whole household or of a member."""
    found = case(
        '[[家庭]]\n名称 = "户"\n关注 = ["连续"]\n情况 = { 参保年度 = "2020..2022: 参保" }\n'
        '[[家庭.成员]]\n名称 = "甲"\n[[家庭.成员]]\n名称 = "乙"\n情况 = { years = "2020: 参保; 2021: ; 2022: 参保" }\n'
    )
    assert [told_text(cell.new) for cell in entry(found, "连续").cells] == ["3年", "1年"]


def test_what_is_shown_where_nobody_says() -> None:
    """Money that the policies call better or worse, each with the way that it goes; rules that can be worked out."""
    found = case('[[家庭]]\n名称 = "户"\n[[家庭.成员]]\n名称 = "甲"\n人数 = 2\n情况 = { 类别 = "普通" }\n')
    assert [(e.name, e.role) for e in found.entries] == [
        ("缴费标准", Role.PAYS),
        ("补助标准", Role.GETS),
        ("实缴", Role.PAYS),
        ("特困补贴", Role.GETS),
    ]
    assert not found.skipped


def test_a_renamed_figure_is_one_row() -> None:
    """Asked for by either name."""
    new = NEW.replace("缴费标准 as contribution", "个人缴费 as own_payment").replace("缴费标准", "个人缴费")
    one, other = policy(OLD, "old"), policy(new, "new")
    for name in ("缴费标准", "个人缴费", "contribution"):
        sheet, _ = worked(
            described(f'[[家庭]]\n名称 = "户"\n关注 = ["{name}"]\n[[家庭.成员]]\n名称 = "甲"\n'),
            one,
            other,
            {"缴费标准": "个人缴费"},
        )
        (cell,) = sheet.cases[0].entries[0].cells
        assert (told_text(cell.old), told_text(cell.new)) == ("350元/人·年", "380元/人·年")


def test_names_that_no_policy_has() -> None:
    """Said once; what is nearly a name of a policy is likely a mistake."""
    given = '情况 = { 类别 = "普通", 收入 = "3万元" }'
    text = f'[[家庭]]\n名称 = "户"\n关注 = ["缴费标谁", "实缴"]\n{given}\n[[家庭.成员]]\n名称 = "甲"\n'
    sheet, found = told(text)
    assert sheet.unused == ("收入",)
    assert [(d.code.code, d.span.line) for d in found] == [("W0940", 3)]
    assert "“缴费标准”" in found[0].message("zh")


def test_a_household_that_nothing_concerns_is_named_only() -> None:
    """Its own list has nothing that the policies have."""
    sheet, _ = told('[[家庭]]\n名称 = "户"\n关注 = ["生育津贴"]\n[[家庭.成员]]\n名称 = "甲"\n情况 = { 胎次 = 1 }\n')
    assert sheet.unconcerned == ("户",) and not sheet.cases and not sheet.unused
    assert [*lines_of(sheet)] == []


def test_the_other_way_round() -> None:
    """Mirrored is as if compared the other way; and it is no part of what differs."""
    one, other = policy(OLD, "old"), policy(NEW, "new")
    there, _ = worked(described(FAMILY), one, other)
    back, _ = worked(described(FAMILY), other, one)
    assert there.mirror() == back
    assert there.mirror().mirror() == there
    from dataclasses import replace

    diff = compare(one, other)
    with_them = replace(diff, households=there)
    assert with_them == diff and with_them.mirror().households == back


@pytest.mark.parametrize("people", [1, 7])
@pytest.mark.parametrize(
    ("bound", "told_as"),
    [
        ("= 350.01元/人/年", "{}元/年"),
        (">= 350.01元/人/年", "≥{}元/年"),
        ("<= 350.01元/人/年", "≤{}元/年"),
        ("~ 350.01元/人/年", "约{}元/年"),
    ],
)
def test_sums_keep_their_bounds_to_the_fen(people: int, bound: str, told_as: str) -> None:
    """A figure of one fen over, of one and of seven with one more."""
    old = OLD.replace("= 350元/人/年", bound)
    members = f'[[家庭.成员]]\n名称 = "甲"\n人数 = {people}\n[[家庭.成员]]\n名称 = "乙"\n'
    found = case(f'[[家庭]]\n名称 = "户"\n关注 = {{ 缴 = ["缴费标准"] }}\n{members}', old)
    row = rows(entry(found, "缴费标准"), told(FAMILY)[0])[-1]
    assert row.old == told_as.format({1: "700.02", 7: "2800.08"}[people])


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("= 380元/人/年", ">= 400元/人/年", "由定数改为下限"),
        (">= 640元/人/年", "= 640元/人/年", "明确为定数"),
        ("~ 640元/人/年", "~ 650元/人/年", "+10元"),
        ("in 300元/人/年 .. 400元/人/年", "in 300元/人/年 .. 500元/人/年", "有调整"),
        ("= 380元/人/年", "= 380元/人/年", "不变"),
        ("= 380元/人/年", "= 380元/年", "计量单位不同"),
        (": 元/人/年 unspecified", "= 380元/人/年", "予以明确"),
        ("= 380元/人/年", ": 元/人/年 unspecified", "改为未明确"),
    ],
)
def test_what_became_of_a_figure(old: str, new: str, change: str) -> None:
    """In a word; a change of kind is no difference of amounts."""
    text = '[[家庭]]\n名称 = "户"\n关注 = { 缴 = ["标准"] }\n[[家庭.成员]]\n名称 = "甲"\n'
    sheet, _ = told(text, f"param 标准 as standard {old}", f"param 标准 as standard {new}")
    assert rows(sheet.cases[0].entries[0], sheet)[0].change == change


def test_a_fee_each_time_has_no_sum() -> None:
    """Nobody says how often."""
    text = '[[家庭]]\n名称 = "户"\n关注 = { 缴 = ["诊疗费"] }\n[[家庭.成员]]\n名称 = "甲"\n人数 = 2\n'
    sheet, _ = told(text, "param 诊疗费 as fee = 5元/次", "param 诊疗费 as fee = 6元/次")
    (fee,) = sheet.cases[0].entries
    assert fee.old is None and fee.new is None and rows(fee, sheet)[0].change == "+1元"


def test_a_figure_that_may_be_departed_from_is_marked() -> None:
    """原则上: the figure that was taken is said below the table, and no bound is claimed."""
    body = "param 奖励 as bonus >= 1000元/年/次 principally\nrule 总额 as amount = 奖励 * 2次 more is better"
    sheet, _ = told('[[家庭]]\n名称 = "户"\n关注 = ["总额"]\n[[家庭.成员]]\n名称 = "甲"\n', body, body.replace("1000", "3000"))
    (row,) = rows(sheet.cases[0].entries[0], sheet)
    assert (row.old, row.new, row.change) == ("2000元/年※", "6000元/年※", "+4000元")
    assert [*notes(sheet.cases)] == [
        "※总额：奖励按每年每次1000元计，实际可能不同。",
        "※总额：奖励按每年每次3000元计，实际可能不同。",
    ]


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("= 1000元", "<= 3000元", None),  # it may be less
        ("<= 1000元", "<= 3000元", "better"),
        ("= 1000元", ">= 3000元", "better"),
        ("= 3000元", ">= 1000元", None),  # it may be more
        (">= 3000元", ">= 1000元", "worse"),
        ("= 3000元", "<= 1000元", "worse"),
    ],
)
def test_a_limit_proves_only_so_much(old: str, new: str, effect: str | None) -> None:
    text = '[[家庭]]\n名称 = "户"\n关注 = ["奖励"]\n[[家庭.成员]]\n名称 = "甲"\n'
    sheet, _ = told(text, f"param 奖励 as bonus {old} more is better", f"param 奖励 as bonus {new} more is better")
    (row,) = rows(sheet.cases[0].entries[0], sheet)
    assert row.effect == effect
