"""What is open: figures and cases that the documents leave unstated, and questions that only their issuers can answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from policyc.document.blocks import Item, Strong, line
from policyc.model import expressions as e
from policyc.model.policy import BoundKind, Param, Policy, RemarkKind, Rule
from policyc.model.walk import walk
from policyc.targets.summary.citing import grounds
from policyc.targets.summary.places import Places, is_named_only
from policyc.targets.summary.rules import REST, holes
from policyc.wording.amounts import UNSPECIFIED_WORD, bound_phrase


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A figure without a number, or a case that a rule leaves open; ``case`` is empty where it is the whole of it."""

    declared: Param | Rule
    case: str
    said: str
    limits: str = ""

    @property
    def name(self) -> str:
        """定额资助标准; 中央财政补助（分档为东部的）."""
        return f"{self.declared.name}（{self.case}的）" if self.case and self.case != REST else self.declared.name


def open_points(policy: Policy) -> tuple[OpenPoint, ...]:
    """All of them, the policy's own first."""
    found = []
    for param in policy.params:
        if param.bound.value is None and param.formula is None and not is_named_only(param):
            found.append(OpenPoint(param, "", grounds(param), _limits(param)))
    for rule in policy.rules:
        found += [OpenPoint(rule, case, said) for case, said in holes(rule, policy)]
    return tuple(sorted(found, key=lambda point: point.declared.policy not in ("", policy.id)))


def open_items(policy: Policy, places: Places) -> Iterator[Item]:
    """定额资助标准：未明确，只规定在每人每年0元—380元之间。原文“给予定额资助”。影响：资助额。（《市通知》（三））"""
    for point in open_points(policy):
        case = f"{point.case}的，" if point.case and point.case != REST else ""
        said = f"{point.said}。" if point.said else ""
        told = f"：{case}{UNSPECIFIED_WORD}{point.limits}。{said}{_affected(point.declared, policy)}（"
        yield Item(line(Strong(point.declared.name), told, places.link(point.declared.clause), "）"))


def _limits(param: Param) -> str:
    stated = bound_phrase(dataclasses.replace(param.bound, kind=BoundKind.BETWEEN), param.type)
    return f"，只规定{stated}" if stated != UNSPECIFIED_WORD else ""


def _affected(declared: Param | Rule, policy: Policy) -> str:
    """Which results cannot be worked out for want of it."""
    kinds = e.ParamRef | e.RuleRef
    read = [r.name for r in policy.rules if any(isinstance(x, kinds) and x.name == declared.name for x in walk(r.body))]
    return f"影响：{'、'.join(read)}。" if read else ""


def questions(policy: Policy, places: Places) -> Iterator[Item]:
    """What the document does not say, each with its clause."""
    for remark in policy.remarks:
        if remark.kind is RemarkKind.QUESTION:
            grounds = line("（", places.link(remark.clause), "）") if remark.clause is not None else ()
            yield Item((*line(remark.text), *grounds))
