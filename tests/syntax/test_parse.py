"""Text → tree: what each construct becomes, and where it stands."""

from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from policyc.diagnostics.core import Span
from policyc.syntax import tree
from policyc.syntax.parse import parse

SAMPLE = """policy 全国居民医保 as cn_2023 {
  region 全国 "CN"
  year   2023
  series 年度通知
}
source 通知 as notice {
  title   "关于\\"医保\\"的通知"
  issuers "甲局", "乙部"
  issued  2023-07-26
  expires unknown
}
enum ordered 分档 as tier { 西部 as west, 东部 as east, }
unit 床日
input 类别 as category : 分档
input 费用 as cost : 元 in 0元 .. 1000万元 step 0.01元
require 费用 >= 0元
clause 通知 "一、标准" {
  param 补助 as subsidy >= 640元/人/年 principally more is better quote 通知 "不低于 640 元" reported
  param 定额 as fixed : 元/人/年 in 0元/人/年 .. 补助 unspecified
  rule 中央补助 as central = match 分档 {
    西部 -> 80% * 补助
    otherwise because "其余" -> unspecified quote "分别"
  }
  rule 实缴 as paid : 元 only when 参保 = 补助 - 1元 + 2元 rounded down to 1元 {
    except when 类别 in (西部, 东部) -> 0元 { except when not 参保 -> 1元 } quote "全额"
    plus 5个百分点 when 年龄 >= 70岁
  } rounded to 0.01元 half  even
  part 起付线 = if 费用 > 2元 then max(1元, (费用 / 3 rounded up to 1元)) else -1元
  table 比例 as ratio by 类别, 年龄 { columns < 5岁, 5岁 .. 9岁 | 20岁  西部 | 东部: 85%, 75%  otherwise: 1%, 2% }
  scale 大病 as big on 费用 { up to 1.4万元 -> 0%  above -> 65% } at most 9万元 rounded to 0.01元
  target 支付比例 as rate ~ 70% by 2025 quote "70% 左右"
  must 保障 as cover { actor "各地" condition "有条件的地区" by 2023-12-31 } quote "加强"
  check 补助 == 640元/人/年
  assume "假定"
  question "存疑"
  example "例" { given 分档 = 西部, 费用 = 2023-07 expect 补助 == 1元 and not 参保 or true expect 补助 is unspecified }
}
"""


def read(text: str) -> tree.File:
    """The tree of a text that has no errors."""
    file, diagnostics = parse(text, "a.pol")
    assert diagnostics == ()
    assert file is not None
    return file


def spans(node: Any) -> list[Span]:
    """Every span in a tree."""
    if isinstance(node, Span):
        return [node]
    if isinstance(node, tuple):
        return [s for x in node for s in spans(x)]
    return [s for f in fields(node) for s in spans(getattr(node, f.name))] if is_dataclass(node) else []


def expression(text: str) -> tree.Expr:
    """The tree of one expression."""
    (clause,) = read('clause 通知 "一" { part 甲 = ' + text + " }").items
    assert isinstance(clause, tree.Clause)
    (part,) = clause.items
    assert isinstance(part, tree.Rule)
    value = part.body.value
    assert not isinstance(value, tree.Body)
    return value


def shape(node: Any) -> Any:
    """An expression as nested tuples of text."""
    match node:
        case tree.Name(text=text) | tree.Number(text=text) | tree.Amount(text=text):
            return text
        case tree.Binary(op=op, left=left, right=right) | tree.Compare(op=op, left=left, right=right):
            return (shape(left), op, shape(right))
        case tree.Logic(op=op, operands=operands):
            return (op, *map(shape, operands))
        case tree.Not(operand=operand) | tree.Negate(operand=operand):
            return (type(node).__name__, shape(operand))
    return type(node).__name__


def test_every_span_names_its_own_text() -> None:
    file = read(SAMPLE)
    lines = SAMPLE.split("\n")
    for span in spans(file):
        assert span.file == "a.pol"
        assert 0 <= span.start <= span.end <= len(SAMPLE)
        assert sum(len(x) + 1 for x in lines[: span.line - 1]) + span.column - 1 == span.start
        assert sum(len(x) + 1 for x in lines[: span.end_line - 1]) + span.end_column - 1 == span.end
    clause = file.items[-1]
    assert isinstance(clause, tree.Clause)
    param = clause.items[0]
    assert isinstance(param, tree.Param)
    assert SAMPLE[param.name.span.start : param.name.span.end] == "补助"
    assert SAMPLE[param.bound.span.start : param.bound.span.end] == ">= 640元/人/年"
    assert SAMPLE[param.span.start : param.span.end].endswith("reported")


def test_declarations_come_in_their_order() -> None:
    kinds = [type(x).__name__ for x in read(SAMPLE).items]
    assert kinds == ["Policy", "Source", "Enum", "Unit", "Input", "Input", "Require", "Clause"]
    clause = read(SAMPLE).items[-1]
    assert isinstance(clause, tree.Clause)
    kinds = [type(x).__name__ for x in clause.items]
    assert kinds == (
        ["Param", "Param", "Rule", "Rule", "Rule", "Table", "Scale", "Target", "Measure", "Check", "Remark", "Remark", "Example"]
    )


def test_strings_have_two_escapes() -> None:
    source = read(r'source 甲 as a { title "a\"b\\n" }').items[0]
    assert isinstance(source, tree.Source)
    value = source.fields[0].values[0]
    assert isinstance(value, tree.Text)
    assert value.text == 'a"b\\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲 + 乙 * 丙 - 丁", (("甲", "+", ("乙", "*", "丙")), "-", "丁")),
        ("甲 / 乙 / 2", (("甲", "/", "乙"), "/", "2")),
        ("(甲 + 乙) * -1元", (("甲", "+", "乙"), "*", ("Negate", "1元"))),
        ("甲 > 1元 and not 乙 or 丙 == 丁", ("or", ("and", ("甲", ">", "1元"), ("Not", "乙")), ("丙", "==", "丁"))),
        ("甲 and 乙 and 丙", ("and", "甲", "乙", "丙")),
    ],
)
def test_operators_bind_as_in_arithmetic(text: str, expected: Any) -> None:
    assert shape(expression(text)) == expected


def test_an_empty_file_is_a_file_without_declarations() -> None:
    assert read("").items == ()
    assert read("# nothing\n").items == ()


def test_reported_belongs_to_the_quote_before_it() -> None:
    text = 'clause 通知 "一" { param 甲 as a = 1元 reported param 乙 as b = 1元 quote "一" principally reported }'
    clause = read(text).items[0]
    assert isinstance(clause, tree.Clause)
    without, with_quote = (x.annotations for x in clause.items if isinstance(x, tree.Param))
    assert (without.quotes, [x.text for x in without.reported]) == ((), ["reported"])
    assert with_quote.reported == ()
    (quote,) = with_quote.quotes
    assert quote.reported and text[quote.span.start : quote.span.end] == 'quote "一"'
