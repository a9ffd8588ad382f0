"""Formulas, conditions and citations in Chinese: ``80% × 人均财政补助标准``, 年满70岁且类别为特困人员, 《通知》一、….

:func:`formula` writes what is computed, :func:`condition` what must hold. Both print the whole of an expression and add
brackets only where the reading would change; what is a name in the policy stays that name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal as Words
from typing import assert_never

from policyc.model import expressions as e
from policyc.model.policy import Clause, Policy, Source
from policyc.model.types import BOOL, DateType, EnumType, MonthType, Quantity, Type, YearType
from policyc.quantities.decimals import Rounding, decimal_text
from policyc.wording.amounts import UNSPECIFIED_WORD, amount, bound_word, range_text

_APPLIED = {e.ModifierOp.PLUS: "再加", e.ModifierOp.MINUS: "再减", e.ModifierOp.TIMES: "再乘以"}
_SIGNS = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}
_ROUNDINGS = {
    Rounding.HALF_UP: "四舍五入到",
    Rounding.DOWN: "舍尾到",
    Rounding.UP: "进位到",
    Rounding.HALF_EVEN: "四舍六入五成双到",
}
#: What stands before a title that an editor has supplied.
_SUPPLIED = "（拟题）"
#: How tightly a formula's text holds together: a whole sentence, a noun phrase, a sum, a product, a single term.
_LOOSE, _PHRASE, _SUM, _PRODUCT, _TIGHT = range(5)


# ------------------------------------------------------------------ formulas


def formula(expression: e.Expr, policy: Policy) -> str:
    """An expression as a formula in words: ``80% × 人均财政补助标准``, 甲与乙的较小值, …，四舍五入到0.01元."""
    return _formula(expression, policy)[0]


def _formula(x: e.Expr, policy: Policy) -> tuple[str, int]:
    """The text, and how tightly it holds together."""
    match x:
        case e.Literal():
            return _literal(x), _TIGHT
        case e.Unspecified():
            return UNSPECIFIED_WORD, _TIGHT
        case e.ParamRef():
            return figure_name(x.name, policy), _TIGHT
        case e.InputRef() | e.RuleRef() | e.FieldRef() | e.ReadingRef():
            return x.name, _TIGHT
        case e.Previous():
            return previous_name(policy, x.name), _TIGHT
        case e.RecordYear():
            return f"“{x.name}”的年份", _TIGHT
        case e.Negate():
            return f"-{_inner(x.operand, policy, _TIGHT)}", _PRODUCT
        case e.Arithmetic():
            return _arithmetic(x, policy)
        case e.ShiftDate():
            return _shift(x, policy), _LOOSE
        case e.Call():
            return _call(x, policy)
        case e.Round():
            return f"{_inner(x.operand, policy, _PHRASE)}，{rounding(x)}", _LOOSE
        case e.If():
            then, otherwise = _inner(x.then, policy, _PHRASE), _inner(x.otherwise, policy, _PHRASE)
            return f"{condition(x.condition, policy)}的，{then}；否则，{otherwise}", _LOOSE
        case e.Match():
            return "；".join(_arm(arm, x.subject, policy) for arm in x.arms), _LOOSE
        case e.Cases():
            return "；".join(_case(case, policy) for case in x.cases), _LOOSE
        case e.Default():
            return _default(x, policy), _LOOSE
        case e.Lookup():
            return f"按{'、'.join(formula(s, policy) for s in x.subjects)}查表", _LOOSE
        case e.Marginal():
            return _marginal(x, policy), _LOOSE
        case e.Compare() | e.Within() | e.Logic() | e.Not():
            return condition(x, policy), _LOOSE
        case _:
            assert_never(x)


def previous_name(policy: Policy, track: str) -> str:
    """What a track was a record before: 上年的连续参保年数."""
    events = policy.history[policy.history_of[track]].events
    return f"{'上一条' if events else '上年'}的{track}"


def figure_name(name: str, policy: Policy) -> str:
    """A figure as it is called: that of another policy by its year, else by that policy's name: 2022年个人缴费标准."""
    id_, dot, own = name.partition(".")
    other = policy.other.get(id_) if dot else None
    if other is None:
        return name
    return f"{other.year}年{own}" if other.year != policy.year else f"{other.name}的{own}"


def phrase(x: e.Expr, policy: Policy) -> str:
    """A formula as the end of a sentence: 人均财政补助标准的80%, 每人每年380元; like :func:`formula` where there is no idiom."""
    match x:
        case e.Literal(type=Quantity(unit=unit)) if not unit.is_rate:
            return amount(x.value, x.type)
        case e.Arithmetic(op=e.ArithmeticOp.MULTIPLY, left=e.Literal() as rate, right=whole) if _is_share(rate):
            return f"{_inner(whole, policy, _TIGHT)}的{rate.text}"
        case e.Arithmetic(op=e.ArithmeticOp.MULTIPLY, left=whole, right=e.Literal() as rate) if _is_share(rate):
            return f"{_inner(whole, policy, _TIGHT)}的{rate.text}"
        case _:
            return formula(x, policy)


def _is_share(x: e.Literal) -> bool:
    return isinstance(x.type, Quantity) and x.type.unit.is_rate and x.text.endswith("%")


def _inner(x: e.Expr, policy: Policy, least: int) -> str:
    """The text of a part, in brackets where it holds together less tightly than its place asks for."""
    text, strength = _formula(x, policy)
    return text if strength >= least else f"（{text}）"


def _literal(x: e.Literal) -> str:
    """A rate as it is written (2 and 200%, 5% and 5个百分点 are the same number); any other value by the printing table."""
    if isinstance(x.type, Quantity) and x.type.unit.is_rate and isinstance(x.value, Fraction):
        return x.text
    return amount(x.value, x.type, "formula")


def _arithmetic(x: e.Arithmetic, policy: Policy) -> tuple[str, int]:
    strength = _SUM if x.op in (e.ArithmeticOp.ADD, e.ArithmeticOp.SUBTRACT) else _PRODUCT
    # a - (b - c) and a ÷ (b ÷ c) need their brackets; a + (b + c) and a × (b × c) are the same without
    tighter = x.op in (e.ArithmeticOp.SUBTRACT, e.ArithmeticOp.DIVIDE)
    left = _inner(x.left, policy, strength)
    right = _inner(x.right, policy, strength + tighter)
    if isinstance(x.right, e.Negate):
        right = f"（{formula(x.right, policy)}）"
    return f"{left}{_SIGNS[x.op.value]}{right}", strength


def _shift(x: e.ShiftDate, policy: Policy) -> str:
    end = "当月没有该日的，取当月最后一日" if x.mode is Rounding.DOWN else "当月没有该日的，取次月1日"
    way = "后" if x.sign > 0 else "前"
    return f"{_inner(x.date, policy, _SUM)}{way}推{_inner(x.amount, policy, _TIGHT)}（{end}）"


def _call(x: e.Call, policy: Policy) -> tuple[str, int]:
    texts = [_inner(argument, policy, _PRODUCT) for argument in x.arguments]  # 甲 + 乙与丙的较小值 could be read in two ways
    of = _inner(x.arguments[0], policy, _TIGHT)
    match x.function:
        case e.Function.MIN:
            return _extreme(x.type, texts, least=True), _PHRASE
        case e.Function.MAX:
            above = _part_above(x, policy)
            return (above or _extreme(x.type, texts, least=False)), _PHRASE
        case e.Function.AGE:
            return f"{texts[0]}至{texts[1]}的周岁", _PHRASE
        case e.Function.MONTH_OF:
            return f"{of}所在月", _TIGHT
        case e.Function.YEAR_OF:
            return f"{of}所在年", _TIGHT
        case e.Function.JANUARY:
            return f"{of}1月", _TIGHT
        case e.Function.FIRST_DAY:
            return f"{of}第一日", _TIGHT
        case e.Function.LAST_DAY:
            return f"{of}最后一日", _TIGHT
        case _:
            assert_never(x.function)


def _extreme(type: Type, texts: Sequence[str], *, least: bool) -> str:
    early, late = ("早者", "晚者") if isinstance(type, DateType | MonthType | YearType) else ("小值", "大值")
    word = early if least else late
    if len(texts) == 2:
        return f"{texts[0]}与{texts[1]}的较{word}"
    return f"{'、'.join(texts)}中的最{word}"


def _part_above(x: e.Call, policy: Policy) -> str | None:
    """``max(a - b, 0)`` is what notices call 甲超过乙的部分."""
    rest = [a for a in x.arguments if not (isinstance(a, e.Literal) and a.value == 0)]
    if len(x.arguments) != 2 or len(rest) != 1:
        return None
    match rest[0]:
        case e.Arithmetic(op=e.ArithmeticOp.SUBTRACT, left=left, right=right):
            return f"{_inner(left, policy, _PRODUCT)}超过{_inner(right, policy, _PRODUCT)}的部分"
    return None


def rounding(x: e.Round) -> str:
    """How a result is rounded: 四舍五入到0.01元."""
    return f"{_ROUNDINGS[x.mode]}{_rounding_unit(x.unit, x.type)}"


def _rounding_unit(unit: Fraction, type: Type) -> str:
    if not isinstance(type, Quantity):
        return decimal_text(unit)
    return amount(unit, Quantity(type.unit.numerator), "formula")


def _default(x: e.Default, policy: Policy) -> str:
    exceptions = [f"{_person(c.condition, policy)}，{_inner(c.value, policy, _PHRASE)}" for c in x.exceptions]
    verbs = {e.ModifierOp.PLUS: "加", e.ModifierOp.MINUS: "减", e.ModifierOp.TIMES: "乘以"}
    modifiers = [f"{_person(m.condition, policy)}，再{verbs[m.op]}{_inner(m.amount, policy, _PHRASE)}" for m in x.modifiers]
    usual = _inner(x.value, policy, _PHRASE)
    return "；".join([*exceptions, *([f"其他情形，{usual}"] if exceptions else [usual]), *modifiers])


def _person(x: e.Expr, policy: Policy) -> str:
    return f"{condition(x, policy)}的"


def _arm(arm: e.Arm, subject: e.Expr, policy: Policy) -> str:
    value = _inner(arm.value, policy, _PHRASE)
    if isinstance(arm.patterns, e.Otherwise):
        return f"其他情形，{value}"
    return f"{patterns_met(subject, arm.patterns, policy)}的，{value}"


def _case(case: e.Case, policy: Policy) -> str:
    value = _inner(case.value, policy, _PHRASE)
    if isinstance(case.condition, e.Otherwise):
        return f"其他情形，{value}"
    return f"{condition(case.condition, policy)}的，{value}"


def _marginal(x: e.Marginal, policy: Policy) -> str:
    base = _inner(x.base, policy, _PHRASE)
    brackets = [
        f"{bracket_name(x, place, policy)}按{'、'.join(formula(rate, policy) for rate in bracket.rates)}"
        for place, bracket in enumerate(x.brackets)
    ]
    by = f"（比例依次对应{_columns(x)}）" if x.columns else ""
    cap = f"；合计最高{formula(x.cap, policy)}" if x.cap is not None else ""
    return f"{base}分段计算{by}：{'，'.join(brackets)}{cap}"


def _columns(x: e.Marginal) -> str:
    return "、".join("或".join(p.text for p in column) for column in x.columns)


def applied(modifier: e.Modifier, policy: Policy) -> str:
    """What a modifier does to the value so far: 再加5个百分点, 再乘以120%."""
    return f"{_APPLIED[modifier.op]}{formula(modifier.amount, policy)}"


def bracket_name(x: e.Marginal, place: int, policy: Policy) -> str:
    """A bracket as notices write it: 1.4万元以下部分, 1.4万元以上至10万元（含）部分, 10万元以上部分."""
    lower = x.brackets[place - 1].upper if place else None
    upper = x.brackets[place].upper
    if lower is None:
        return "全部" if upper is None else f"{formula(upper, policy)}（含）以下部分"
    below = f"{formula(lower, policy)}以上"
    return f"{below}部分" if upper is None else f"{below}至{formula(upper, policy)}（含）部分"


# ------------------------------------------------------------------ conditions


def condition(expression: e.Expr, policy: Policy) -> str:
    """What must hold, as a clause that 的 can follow: 年满70岁且类别为特困人员."""
    match expression:
        case e.Compare():
            return _compare(expression, policy)
        case e.Within():
            return f"{formula(expression.operand, policy)}为{_or([formula(o, policy) for o in expression.options])}"
        case e.Logic():
            return _logic(expression, policy)
        case e.Not():
            return _not(expression.operand, policy)
        case e.Literal(value=bool()):
            return "任何情形" if expression.value else "无此情形"
        case _:
            return formula(expression, policy)


def circumstance(expression: e.Expr, policy: Policy) -> str:
    """What must hold, as a noun: 参保的情形; 集中缴费期后迁入且不属于“原户籍地已缴费”情形."""
    said = condition(expression, policy)
    return said if said.endswith("情形") else f"{said}的情形"


def _logic(x: e.Logic, policy: Policy) -> str:
    inner = [condition(o, policy) for o in x.operands]
    if x.op is e.LogicOp.OR:
        return "或者".join(inner)
    mixed = [isinstance(o, e.Logic) and o.op is e.LogicOp.OR for o in x.operands]
    return "且".join(f"（{text}）" if brackets else text for text, brackets in zip(inner, mixed, strict=True))


_OPPOSITE = {
    e.CompareOp.EQ: e.CompareOp.NE,
    e.CompareOp.NE: e.CompareOp.EQ,
    e.CompareOp.LT: e.CompareOp.GE,
    e.CompareOp.GE: e.CompareOp.LT,
    e.CompareOp.GT: e.CompareOp.LE,
    e.CompareOp.LE: e.CompareOp.GT,
}


def _not(x: e.Expr, policy: Policy) -> str:
    match x:
        case e.Compare():
            return _compare(e.Compare(x.span, x.type, x.facts, _OPPOSITE[x.op], x.left, x.right), policy)
        case e.Within():
            return f"{formula(x.operand, policy)}不是{_or([formula(o, policy) for o in x.options])}"
        case e.Not():
            return condition(x.operand, policy)
        case e.InputRef() | e.ParamRef() | e.RuleRef() | e.FieldRef():
            return f"不属于“{x.name}”情形"
        case _:
            return f"不属于“{condition(x, policy)}”情形"


def _compare(x: e.Compare, policy: Policy) -> str:
    match x.left.type:
        case EnumType():
            return _compare_members(x, policy)
        case _ if x.left.type == BOOL:
            return _compare_bools(x, policy)
    if _is_age(x.left.type) and x.op in (e.CompareOp.GE, e.CompareOp.LT):
        return _full_age(x, policy)
    return f"{formula(x.left, policy)}{_word(x.op, x.right)}{_right(x.right, policy)}"


def _word(op: e.CompareOp, right: e.Expr) -> str:
    literal = isinstance(right, e.Literal)
    match op:
        case e.CompareOp.EQ:
            return "为" if literal else "等于"
        case e.CompareOp.NE:
            return "不为" if literal else "不等于"
        case _ if isinstance(right.type, DateType | MonthType | YearType):
            return {">=": "不早于", ">": "晚于", "<=": "不晚于", "<": "早于"}[op.value]
        case e.CompareOp.GE | e.CompareOp.GT | e.CompareOp.LE | e.CompareOp.LT:
            return bound_word(_sign(op), right.type)


def _sign(op: e.CompareOp) -> Words[">=", ">", "<=", "<"]:
    match op:
        case e.CompareOp.GE:
            return ">="
        case e.CompareOp.GT:
            return ">"
        case e.CompareOp.LE:
            return "<="
        case _:
            return "<"


def _right(x: e.Expr, policy: Policy) -> str:
    """What is compared with: an amount reads as in a sentence, behind its word (不低于每人每年640元)."""
    if isinstance(x, e.Literal):
        if isinstance(x.type, Quantity) and x.type.unit.is_rate:
            return x.text
        return amount(x.value, x.type)
    return _inner(x, policy, _SUM)


def _compare_members(x: e.Compare, policy: Policy) -> str:
    left, right = formula(x.left, policy), formula(x.right, policy)
    match x.op:
        case e.CompareOp.EQ:
            return f"{left}为{right}"
        case e.CompareOp.NE:
            return f"{left}不是{right}"
        case e.CompareOp.GE:
            return f"{left}为{right}及以上"
        case e.CompareOp.LE:
            return f"{left}为{right}及以下"
        case e.CompareOp.GT:
            return f"{left}高于{right}"
        case e.CompareOp.LT:
            return f"{left}低于{right}"
        case _:
            assert_never(x.op)


def _compare_bools(x: e.Compare, policy: Policy) -> str:
    same = x.op is e.CompareOp.EQ
    for plain, other in ((x.left, x.right), (x.right, x.left)):
        if isinstance(other, e.Literal):
            return condition(plain, policy) if bool(other.value) is same else _not(plain, policy)
    return f"“{condition(x.left, policy)}”与“{condition(x.right, policy)}”{'相同' if same else '不同'}"


def _full_age(x: e.Compare, policy: Policy) -> str:
    """满 is for ages: 年满70岁, 不满70岁."""
    full = "满" if x.op is e.CompareOp.GE else "不满"
    years = _right(x.right, policy)
    match x.left:
        case e.Call(function=e.Function.AGE, arguments=(_, day)):
            return f"至{formula(day, policy)}{'年' if full == '满' else ''}{full}{years}"
        case e.InputRef(name="年龄"):
            return f"{'年' if full == '满' else ''}{full}{years}"
        case _:
            return f"{formula(x.left, policy)}{full}{years}"


def patterns_met(subject: e.Expr, patterns: Sequence[e.Pattern], policy: Policy) -> str:
    """That a subject meets one of the patterns: 分档为西部或中部, 年龄为60岁—69岁."""
    name = formula(subject, policy)
    if all(isinstance(p, e.ValuePattern) for p in patterns):
        if subject.type == BOOL and len(patterns) == 1:
            only = patterns[0]
            return name if isinstance(only, e.ValuePattern) and only.value is True else _not(subject, policy)
        return f"{name}为{_or([pattern(p, subject.type) for p in patterns])}"
    return "或者".join(
        f"{name}{'为' if isinstance(p, e.ValuePattern) or _closed(p) else ''}{pattern(p, subject.type)}" for p in patterns
    )


def pattern(x: e.Pattern, type: Type) -> str:
    """A pattern alone: 西部, 60岁—69岁, 不低于70岁, 一级及以上."""
    match x:
        case e.ValuePattern():
            return _pattern_value(x, type)
        case e.RangePattern():
            return _pattern_range(x, type)
        case _:
            assert_never(x)


def _pattern_value(x: e.ValuePattern, type: Type) -> str:
    rate = isinstance(type, Quantity) and type.unit.is_rate
    return x.text if rate else amount(x.value, type)


def _closed(x: e.RangePattern) -> bool:
    return x.low is not None and x.high is not None and x.low_closed and x.high_closed


def _pattern_range(x: e.RangePattern, type: Type) -> str:
    if _closed(x) and x.low is not None and x.high is not None:
        return range_text(x.low, x.high, type)
    ends = []
    if x.low is not None:
        ends.append(_end(e.CompareOp.GE if x.low_closed else e.CompareOp.GT, amount(x.low, type), type))
    if x.high is not None:
        ends.append(_end(e.CompareOp.LE if x.high_closed else e.CompareOp.LT, amount(x.high, type), type))
    return "且".join(ends)


def _end(op: e.CompareOp, value: str, type: Type) -> str:
    if isinstance(type, EnumType):
        return {">=": f"为{value}及以上", ">": f"高于{value}", "<=": f"为{value}及以下", "<": f"低于{value}"}[op.value]
    if isinstance(type, DateType | MonthType | YearType):
        return {">=": "不早于", ">": "晚于", "<=": "不晚于", "<": "早于"}[op.value] + value
    return bound_word(_sign(op), type) + value


def _or(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{'、'.join(texts[:-1])}或{texts[-1]}"


def _is_age(type: Type) -> bool:
    return isinstance(type, Quantity) and type.unit.powers == (("岁", 1),)


# ------------------------------------------------------------------ citations


def cite(policy: Policy, clause: Clause, *, full: bool = False) -> str:
    """Where it stands: 《通知》一、合理确定筹资标准; ``full``, at first mention: 《…的通知》（医保发〔2023〕24号）一、….

    Of an inherited declaration with the name of the policy that says so: 全国城乡居民医保《通知》一、….
    """
    other = policy.other.get(clause.policy)
    if other is not None:  # two policies may call their documents alike
        return f"{other.name}{source_name(other, clause.source, full=full)}{locator(clause)}"
    return f"{source_name(policy, clause.source, full=full)}{locator(clause)}"


def source_name(policy: Policy, name: str, *, full: bool = False) -> str:
    """A source as it is named: 《通知》; ``full`` gives its title and number, as far as the file gives them."""
    source = policy.source.get(name)
    if not full or source is None:
        return f"《{name}》"
    notes = [note for note in ("拟题" if is_supplied(source) else "", document_number(source)) if note]
    told = "，".join(notes)
    return f"《{title(source)}》（{told}）" if told else f"《{title(source)}》"


def title(source: Source) -> str:
    """A source's title as it stands inside 《》: 《 inside becomes 〈, and the mark of a supplied title falls away."""
    return _flat((source.title or source.name).removeprefix(_SUPPLIED))


def is_supplied(source: Source) -> bool:
    """Whether the title is not the document's own but was given it by the editor: it is marked （拟题）."""
    return (source.title or "").startswith(_SUPPLIED)


def document_number(source: Source) -> str:
    """医保发〔2023〕24号; empty where the document has none (``number "无"``)."""
    return "" if source.number in (None, "无") else source.number or ""


def locator(clause: Clause) -> str:
    """A clause's place, with Chinese brackets: (四) is （四）; a mark after a bare number falls away: 二、 is 二."""
    return re.sub(r"\(([^()]*)\)", r"（\1）", clause.locator).rstrip("、，．. ")


def quoted(text: str) -> str:
    """A quotation as Chinese prints it: no space beside Chinese characters, ‘’ inside “”: “达到每人每年380元”."""
    close = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s+|\s+(?=[\u3000-\u9fff\uff00-\uffef])", "", text)
    return f"“{close.replace('“', '‘').replace('”', '’')}”"


def _flat(title: str) -> str:
    """A title in its own brackets: 《 inside 《 becomes 〈."""
    return title.replace("《", "〈").replace("》", "〉")
