"""Rules in words: what a computed figure is, case by case, with its table, its rounding and the reasons that the policy gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.document.blocks import Block, Inline, Item, Line, Listing, Paragraph, Strong, Table, line
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Policy, RelationKind, Rule
from policyc.model.types import BOOL, Quantity, Type
from policyc.model.walk import walk
from policyc.targets.summary.citing import grounds, grounds_of
from policyc.targets.summary.places import Places
from policyc.targets.summary.records import before_first
from policyc.targets.summary.topics import Topic, topic_of_name
from policyc.wording import reasons
from policyc.wording.amounts import UNSPECIFIED_WORD, amount, bound_phrase
from policyc.wording.formulas import bracket_name, circumstance, condition, formula, pattern, patterns_met, phrase, rounding

#: Every case that is not named.
REST = "其他情形"
#: What modifiers do.
CHANGES = {e.ModifierOp.PLUS: "提高", e.ModifierOp.MINUS: "降低", e.ModifierOp.TIMES: "乘以"}


def rule_blocks(rule: Rule, policy: Policy, places: Places) -> Iterator[Block]:
    """All that a reader is told of a rule: a paragraph, and perhaps cases or a table below it."""
    body, rounded = unrounded(rule.body)
    head, items = _told(rule, body, policy)
    if rule.initial is not None and not items and not head.startswith(("指", "取")):
        head = f"为{head}"
    result = f"，结果{rounded}" if rounded else ""
    why = f"说明：{rule.because}。" if rule.because else ""
    if items:
        items, why = [*items, *([why] if why else [])], ""
    told = f"{_scope(rule, policy)}{head}{result}{_bracketed(grounds(rule))}{'：' if items else '。'}{why}"
    told = told if told.startswith(("按下", "按" if items else "按下")) else f"：{told}"  # 资助额按类别确定：…
    yield Paragraph(line(Strong(rule.name), told, *_changed_here(rule, policy, places)))
    if items:
        yield Listing(tuple(Item(line(text)) for text in items))
    table = _table(rule, body, policy)
    if table is not None:
        yield table


def unrounded(body: e.Expr) -> tuple[e.Expr, str]:
    """A formula apart from its rounding, which is told in words: 四舍五入到0.01元."""
    return (body.operand, rounding(body)) if isinstance(body, e.Round) else (body, "")


def holes(rule: Rule, policy: Policy) -> Iterator[tuple[str, str]]:
    """What a rule leaves open: in which case (empty where in all), and the words of the source."""
    cases = {
        value.span: case
        for expression in walk(rule.body)
        for case, value in _choices(expression, policy)
        if isinstance(value, e.Unspecified)
    }
    for hole, given in reasons.holes_in(rule.body, rule.quotes):
        yield cases.get(hole, ""), grounds_of(e.grounding(given), rule.clause)


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def value_text(value: e.Expr, policy: Policy) -> str:
    """What a case leads to: 每人每年0元, 个人缴费标准（每人每年380元）, 定额资助标准（未明确）, 人均财政补助标准的80%."""
    if isinstance(value, e.ParamRef) and value.name in policy.param:
        stated = policy.param[value.name].bound
        said = UNSPECIFIED_WORD if stated.kind is BoundKind.UNSPECIFIED else bound_phrase(stated, value.type)
        return f"{phrase(value, policy)}（{said}）"
    if isinstance(value, e.Unspecified):
        return UNSPECIFIED_WORD
    return phrase(value, policy)


# ------------------------------------------------------------------ the paragraph and its cases


def _scope(rule: Rule, policy: Policy) -> str:
    applies = f"仅适用于{circumstance(rule.only_when, policy)}。" if rule.only_when is not None else ""
    return applies + (before_first(rule, policy) if rule.initial is not None else "")


def _changed_here(rule: Rule, policy: Policy, places: Places) -> Line:
    """Which clause replaces single cases of what is said above."""
    parts: list[Inline | str] = []
    for relation in policy.relations:
        if relation.kind is RelationKind.OVERRIDE and relation.name == rule.name:
            said = grounds_of(relation.quotes, relation.clause)
            why = f"；理由：{relation.because}" if relation.because else ""
            parts += [
                "本地另有规定的情形见",
                places.link(relation.clause),
                f"{f'，{said}' if said else ''}{why}；其余沿用上级规定。",
            ]
    return line(*parts)


def _told(rule: Rule, body: e.Expr, policy: Policy) -> tuple[str, Sequence[str]]:
    """The sentence of a rule, and the cases below it."""
    match body:
        case e.Match():
            return _match_head(body, policy), [_arm(arm, body.subject, policy) for arm in body.arms]
        case e.Cases():
            how = "自上而下依次判断，按最先符合的情形确定" if len(body.cases) > 2 else "按下列情形确定"
            return how, [_case(case, policy) for case in body.cases]
        case e.Default() if body.exceptions or body.modifiers:
            return "按下列情形确定", list(_default(body, policy))
        case e.Default():
            return is_(rule, body.value, policy), ()
        case e.If():
            then = f"{condition(body.condition, policy)}的，{value_text(body.then, policy)}。"
            return "按下列情形确定", (then, f"{REST}，{value_text(body.otherwise, policy)}。")
        case e.Lookup():
            return "按下表确定", ()
        case e.Marginal():
            return f"以{phrase(body.base, policy)}为基数，分段计算后相加", list(_brackets(rule, body, policy))
        case e.Unspecified():
            return UNSPECIFIED_WORD, ()
        case _:
            return is_(rule, body, policy), ()


def is_(rule: Rule, value: e.Expr, policy: Policy) -> str:
    """What a rule without cases is: 个人缴费标准 - 资助额; 取甲与乙的较小值; 指年满70岁."""
    if rule.type == BOOL and not isinstance(value, e.Literal):
        return f"指{condition(value, policy)}"
    extreme = isinstance(value, e.Call) and value.function in (e.Function.MIN, e.Function.MAX)
    said = value_text(value, policy)
    return f"{'取' if extreme and said.endswith(('值', '者')) else ''}{said}"


def _match_head(body: e.Match, policy: Policy) -> str:
    if isinstance(body.subject, e.ReadingRef):
        return f"原文可作不同理解，依“{body.subject.name}”确定"
    return f"按{formula(body.subject, policy)}确定"


def _arm(arm: e.Arm, subject: e.Expr, policy: Policy) -> str:
    return f"{arm_name(arm, subject, policy)}：{value_text(arm.value, policy)}{_bracketed(grounds_of(arm.quotes, None))}。"


def arm_name(arm: e.Arm, subject: e.Expr, policy: Policy) -> str:
    """When an arm is taken: 低保对象、返贫致贫人口; 断保年数为1年—3年; 含申请月（本解读采用）; 其他情形（理由）."""
    if isinstance(arm.patterns, e.Otherwise):
        return rest(arm.patterns)
    if isinstance(subject, e.ReadingRef):
        taken = policy.reading[subject.name].taken
        used = any(isinstance(p, e.ValuePattern) and p.value == taken for p in arm.patterns)
        return f"按“{_patterns(arm.patterns, subject.type)}”理解{'（本解读采用）' if used else ''}"
    if subject.type == BOOL or not all(isinstance(p, e.ValuePattern) for p in arm.patterns):
        return patterns_met(subject, arm.patterns, policy)
    return _patterns(arm.patterns, subject.type)


def rest(otherwise: e.Otherwise) -> str:
    """The catch-all with its reason: 其他情形（其余人员等待期相同）."""
    return f"{REST}（{otherwise.because}）" if otherwise.because else REST


def _case(case: e.Case, policy: Policy) -> str:
    met = rest(case.condition) if isinstance(case.condition, e.Otherwise) else f"{condition(case.condition, policy)}的"
    return f"{met}，{value_text(case.value, policy)}{_bracketed(grounds_of(case.quotes, None))}。"


def _default(body: e.Default, policy: Policy) -> Iterator[str]:
    for exception in body.exceptions:
        end = _bracketed(grounds_of(exception.quotes, None))
        yield f"{condition(exception.condition, policy)}的，{value_text(exception.value, policy)}{end}。"
    yield f"{f'{REST}，' if body.exceptions else '一般为'}{value_text(body.value, policy)}。"
    for modifier in body.modifiers:
        end = _bracketed(grounds_of(modifier.quotes, None))
        change = f"{CHANGES[modifier.op]}{phrase(modifier.amount, policy)}"
        yield f"{condition(modifier.condition, policy)}的，在此基础上{change}{end}。"


def _brackets(rule: Rule, body: e.Marginal, policy: Policy) -> Iterator[str]:
    """1.4万元以上至10万元（含）部分支付60%; of what is no payment …部分，按60%."""
    pays = topic_of_name(rule.name) is Topic.REIMBURSED
    if not body.columns:
        for place, bracket in enumerate(body.brackets):
            rate = bracket.rates[0]
            nothing = isinstance(rate, e.Literal) and rate.value == 0
            share = "不予支付" if pays and nothing else f"{'支付' if pays else '，按'}{phrase(rate, policy)}"
            yield f"{bracket_name(body, place, policy)}{share}。"
    if body.cap is not None:
        yield f"合计最高{phrase(body.cap, policy)}。"


# ------------------------------------------------------------------ tables


def _table(rule: Rule, body: e.Expr, policy: Policy) -> Table | None:
    match body:
        case e.Lookup():
            row_type = body.subjects[0].type
            heads = [_patterns(column, body.subjects[1].type) for column in body.columns] or [rule.name]
            rows = [(_row(row, row_type), *(_cell(cell, policy) for cell in row.cells)) for row in body.rows]
            return table(rule.name, (formula(body.subjects[0], policy), *heads), rows, range(1, len(heads) + 1))
        case e.Marginal(subject=subject) if body.columns and subject is not None:
            heads = [_patterns(column, subject.type) for column in body.columns]
            brackets = enumerate(body.brackets)
            rows = [(bracket_name(body, i, policy), *(_cell(rate, policy) for rate in x.rates)) for i, x in brackets]
            return table(rule.name, (formula(body.base, policy), *heads), rows, range(1, len(heads) + 1))
        case _:
            return None


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int] = ()) -> Table:
    """A table of plain texts."""
    return Table(caption, tuple(map(line, head)), tuple(tuple(map(line, row)) for row in rows), frozenset(numeric))


def _row(row: e.Row, type: Type) -> str:
    return rest(row.patterns) if isinstance(row.patterns, e.Otherwise) else _patterns(row.patterns, type)


def _patterns(patterns: Sequence[e.Pattern], type: Type) -> str:
    return "、".join(pattern(p, type) for p in patterns)


def _cell(cell: e.Expr, policy: Policy) -> str:
    if isinstance(cell, e.Literal) and not (isinstance(cell.type, Quantity) and cell.type.unit.is_rate):
        return amount(cell.value, cell.type, "table")
    return formula(cell, policy)


# ------------------------------------------------------------------ cases of holes


def _choices(x: e.Expr, policy: Policy) -> Iterator[tuple[str, e.Expr]]:
    """The cases that a node tells apart, each in words with its formula."""
    match x:
        case e.Match():
            for arm in x.arms:
                known = arm.patterns
                yield REST if isinstance(known, e.Otherwise) else patterns_met(x.subject, known, policy), arm.value
        case e.Cases():
            for case in x.cases:
                met = case.condition
                yield REST if isinstance(met, e.Otherwise) else condition(met, policy), case.value
        case e.If():
            yield condition(x.condition, policy), x.then
            yield REST, x.otherwise
        case e.Default():
            yield from ((condition(item.condition, policy), item.value) for item in x.exceptions)
        case e.Lookup():
            for row in x.rows:
                for place, cell in enumerate(row.cells):
                    column = f"、{patterns_met(x.subjects[1], x.columns[place], policy)}" if x.columns else ""
                    rows = row.patterns
                    named = REST if isinstance(rows, e.Otherwise) else patterns_met(x.subjects[0], rows, policy)
                    yield f"{named}{column}", cell
        case _:
            return
