"""The figures of a policy: in one sentence, in a table, and held against what the document says of their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Param, Policy, Target
from policyc.model.types import Quantity
from policyc.model.walk import walk
from policyc.targets.summary.citing import basis, deadline, quotes
from policyc.targets.summary.relations import stated_above
from policyc.wording.amounts import amount, bound_phrase
from policyc.wording.formulas import condition, figure_name, formula, source_name


@dataclass(frozen=True, slots=True)
class FigureView:
    """A row of the figures or of the targets."""

    name: str
    figure: str
    note: str
    quote: str
    basis: str


#: So many figures a sentence can hold.
_LEADING = 5


def lead(policy: Policy) -> str:
    """The main figures in one sentence: 2023年，人均财政补助标准每人每年不低于640元，个人缴费标准为每人每年380元，…."""
    own = [param for param in policy.params if "." not in param.name]  # not those of other policies
    stated = [param for param in own if param.bound.kind is not BoundKind.UNSPECIFIED]
    money = [param for param in stated if isinstance(param.type, Quantity) and param.type.unit.is_money]
    when = [f"{policy.year}年"] if policy.year is not None else []
    said = [_said(param, policy) for param in (money or stated)[:_LEADING]]
    return f"{'，'.join(when + said)}。" if said else ""


def _said(param: Param, policy: Policy) -> str:
    """One figure as a clause of a sentence."""
    opened = _open_params(param, policy)
    if opened and param.bound.value is not None:
        return f"{param.name}为{amount(param.bound.value, param.type)}（{_taken(opened, policy)}计）"
    bare = param.bound.kind in (BoundKind.EXACTLY, BoundKind.ABOUT, BoundKind.BETWEEN)
    return f"{param.name}{'为' if bare else ''}{_principally(param)}{bound_phrase(param.bound, param.type)}"


def _taken(opened: Sequence[Param], policy: Policy) -> str:
    """What open figures are calculated with: 人均财政补助标准按每人每年640元."""
    return "、".join(f"{figure_name(param.name, policy)}按{amount(param.bound.value, param.type)}" for param in opened)


def _open_params(param: Param, policy: Policy) -> list[Param]:
    """The open figures of its own that a derived figure is worked out from, directly or through others."""
    found: dict[str, Param] = {}
    for node in walk(param.formula) if param.formula is not None else ():
        if isinstance(node, e.ParamRef):
            read = policy.param[node.name]
            for own in _open_params(read, policy) if read.formula is not None else [read]:
                if own.bound.is_open and own.bound.value is not None:
                    found[own.name] = own
    return list(found.values())


def figure(param: Param, policy: Policy) -> FigureView:
    """A row of the table of figures."""
    figure = f"{_principally(param)}{bound_phrase(param.bound, param.type, 'table')}"
    note = "；".join(text for text in (_derived(param, policy), stated_above(param, policy)) if text)
    return FigureView(figure_name(param.name, policy), figure, note, quotes(param), basis(param, policy))


def _derived(param: Param, policy: Policy) -> str:
    """How a derived figure comes about, and what it is with the open figures as they are calculated with."""
    if param.formula is None:
        return ""
    how = formula(param.formula, policy)
    opened = _open_params(param, policy)
    if not opened or param.bound.value is None:
        return how
    return f"{how}；{_taken(opened, policy)}计，为{amount(param.bound.value, param.type)}"


def _principally(param: Param) -> str:
    return "原则上" if param.principally else ""


def checks(policy: Policy) -> Iterator[str]:
    """What the document states of its figures, and that it was found to hold."""
    for check in policy.checks:
        names = dict.fromkeys(n.name for n in walk(check.condition) if isinstance(n, e.ParamRef))
        opened = {own.name: own for name in names for own in _opened(policy.param[name], policy)}
        how = f"{_taken(list(opened.values()), policy)}计，" if opened else ""
        yield f"{source_name(policy, check.clause.source)}写明{condition(check.condition, policy)}；{how}核对相符。"


def universals(policy: Policy) -> Iterator[str]:
    """What the document states of every case; that it holds is proved where it can be."""
    for check in policy.universals:
        yield f"{source_name(policy, check.clause.source)}的要求，适用于一切情形：{condition(check.condition, policy)}。"


def _opened(param: Param, policy: Policy) -> list[Param]:
    if param.formula is not None:
        return _open_params(param, policy)
    return [param] if param.bound.is_open and param.bound.value is not None else []


def target(target: Target, policy: Policy) -> FigureView:
    """A row of the table of targets; its note is the deadline."""
    figure = bound_phrase(target.bound, target.type, "table")
    return FigureView(target.name, figure, deadline(target.deadline), quotes(target), basis(target, policy))
