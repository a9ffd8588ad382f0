"""What the editor shows of a name or a keyword under the pointer: in Chinese, as Markdown, the figure first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from policyc.model.policy import Declaration, Input, Param, Policy, Reading, Rule, Target
from policyc.model.types import EnumType, Quantity
from policyc.semantics.names import Kind, fold
from policyc.semantics.types import describe
from policyc.semantics.uses import Definition, Use, What
from policyc.server.desk import View
from policyc.syntax.asking import is_quiet, word_at
from policyc.wording.amounts import bound_phrase, range_text
from policyc.wording.changes import changed
from policyc.wording.formulas import cite, formula
from policyc_grammar.keywords import Keyword, keyword, meaning

#: Lines of a declaration that are shown, and characters of a formula in words.
_LINES, _WORDS = 6, 200
_WORD = re.compile(r"[^\W\d]\w*|[<>=!]=|[<>=~]")


def hover(view: View, offset: int) -> tuple[str, int, int] | None:
    """What to show at an offset, and the stretch of text that it is about."""
    if is_quiet(view.text, offset):
        return None
    found = view.at(offset)
    if found is not None:
        what, alias = found
        meant = view.definition(what.key)
        if meant is not None:
            span = what.alias_span if alias and isinstance(what, Definition) and what.alias_span else what.span
            figure_of = what.figure_of if isinstance(what, Use) else None
            return "\n\n".join(_of_name(view, meant, figure_of)), span.start, span.end
    word = word_at(view.places, view.outline, offset)
    if word is not None and (known := keyword(word.terminal, word.text)) is not None:
        return _of_keywords((known,)), word.start, word.end
    for m in _WORD.finditer(view.text, view.text.rfind("\n", 0, offset) + 1):
        if m.start() > offset:
            break
        if offset <= m.end() and (words := meaning(m[0])):
            return _of_keywords(words), *m.span()
    return None


def _of_keywords(words: tuple[Keyword, ...]) -> str:
    return "\n\n".join(f"**{' · '.join(dict.fromkeys([*k.zh, k.en]))}**　{k.gloss_zh}" for k in words)


# ------------------------------------------------------------------ names


def _of_name(view: View, meant: Definition, figure_of: str | None) -> Iterator[str]:
    alias = f"（{meant.alias}）" if meant.alias else ""
    inside = f"“{meant.within}”的" if meant.within else ""
    yield f"**{inside}{meant.what.zh.rpartition('的')[2]} {meant.name}**{alias}"
    policy = view.desk.policy(figure_of, view) if figure_of is not None else _speaking(view, meant)
    if policy is not None:
        yield from _of_policy(policy, meant) if meant.what is What.POLICY else _told(view, policy, meant)
    yield f"```pol\n{_source(view, meant)}\n```"
    if meant.policy and meant.policy != view.id:
        yield f"出自 {meant.policy}（{meant.span.file}:{meant.span.line}）"


def _speaking(view: View, meant: Definition) -> Policy | None:
    """The policy whose words count: this one, where it says or inherits it, else the one that declares it."""
    own = view.policy
    if meant.what is What.POLICY:
        return own if own is not None and own.id == meant.alias else view.desk.policy(meant.alias or "", view)
    if own is not None and meant.policy in (own.id, own.amends, *own.parents):
        return own
    return view.desk.policy(meant.policy, view)


def _source(view: View, meant: Definition) -> str:
    """The declaration as it is written."""
    other = view.desk.path_of(meant.whole.file, view.path)
    text = view if meant.whole.file == view.name else view.desk.view(other) if other is not None else None
    if text is None:
        return meant.name
    lines = text.text[meant.whole.start : meant.whole.end].split("\n")
    return "\n".join([*lines[:_LINES], *(["  …"] if len(lines) > _LINES else [])])


def _of_policy(policy: Policy, _: Definition) -> Iterator[str]:
    period = policy.period
    if period is not None:
        assumed = "（按文件年度推定）" if period.assumed else ""
        yield f"{policy.region or ''}，{period.first}至{period.last or '今后'}{assumed}"


def _told(view: View, policy: Policy, meant: Definition) -> Iterator[str]:
    match _declared(policy, meant):
        case Param() as param:
            yield from _of_param(view, policy, param, meant)
        case Target() as target:
            by = f"，到{target.deadline_text}" if target.deadline_text else ""
            yield f"{'原则上' if target.principally else ''}{bound_phrase(target.bound, target.type)}{by}"
            yield from _cited(policy, target)
        case Rule() as rule:
            yield from _of_rule(policy, rule)
        case Input() as given:
            yield f"{describe(given.type)}{_range(given)}"
        case Reading() as reading:
            yield f"采用“{reading.taken.name}”：{reading.because}"
            yield from _cited(policy, reading)
        case EnumType() as enum:
            yield "、".join(member.name for member in enum.members) + ("（由低到高）" if enum.ordered else "")
        case Declaration() as other:
            yield from _cited(policy, other)
        case _:
            return


def _declared(policy: Policy, meant: Definition) -> Declaration | EnumType | None:
    """The part of the model that a definition became."""
    match meant.what:
        case Kind.ENUM:
            return next((e for e in policy.enums if fold(e.name) == fold(meant.name)), None)
        case Kind.FIELD:
            return policy.field.get(meant.name)
        case Kind.SOURCE | Kind.UNIT | What.MEMBER | What.OPTION | What.SERIES | What.POLICY:
            return None
        case _:
            values = (*policy.params, *policy.rules, *policy.inputs, *policy.histories, *policy.readings)
            found = (d for d in (*values, *policy.targets, *policy.measures) if fold(d.name) == fold(meant.name))
            return next(found, None)


def _of_param(view: View, policy: Policy, param: Param, meant: Definition) -> Iterator[str]:
    principally = "原则上" if param.principally else ""
    yield f"{principally}{bound_phrase(param.bound, param.type)}"
    if param.formula is not None and param.is_derived:
        yield f"= {_short(formula(param.formula, policy))}"
    yield from _cited(policy, param)
    above = policy.other.get(meant.policy) if param.policy not in ("", meant.policy) else None
    stated = above.param.get(meant.name) if above is not None else None
    if above is not None and stated is not None:
        yield f"上位 {above.id}：{bound_phrase(stated.bound, stated.type)}"
    before = _before(view, policy, param)
    if before is not None:
        old, figure = before
        told = changed(figure.bound, param.bound, param.type, param.direction)
        yield f"上一份 {old.id}：{bound_phrase(figure.bound, figure.type)}" + (f"；{told}" if told and told != "没有变化" else "")


def _before(view: View, policy: Policy, param: Param) -> tuple[Policy, Param] | None:
    """The same figure in the policy before."""
    id_ = view.library.before(policy)
    before = view.desk.policy(id_, view) if id_ is not None else None
    figure = before.param.get(param.name) if before is not None else None
    same = figure is not None and figure.type == param.type
    return (before, figure) if before is not None and figure is not None and same else None


def _of_rule(policy: Policy, rule: Rule) -> Iterator[str]:
    inputs = "、".join((*rule.inputs, *rule.histories))
    yield f"结果：{describe(rule.type)}" + (f"；取决于{inputs}" if inputs else "")
    words = formula(rule.body, policy)
    if len(words) <= _WORDS:
        yield f"= {words}"
    yield from _cited(policy, rule)


def _range(given: Input) -> str:
    """The range of an amount; days and others are seen in the declaration itself."""
    if not isinstance(given.type, Quantity):
        return ""
    return f"，{range_text(Fraction(given.low), Fraction(given.high), given.type)}"


def _short(text: str) -> str:
    return text if len(text) <= _WORDS else text[: _WORDS - 1] + "…"


def _cited(policy: Policy, declared: Declaration) -> Iterator[str]:
    if declared.clause is not None:
        quotes = "  ".join(f"\n> “{_plain(quote.text)}”" for quote in declared.quotes)
        yield f"{_plain(cite(policy, declared.clause))}{chr(10) if quotes else ''}{quotes}"


def _plain(text: str) -> str:
    """A text in which Markdown and HTML mean nothing."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", text)
