"""One side of a change: what a statement says, in words, and where."""

from __future__ import annotations

from policyc.compare.changes import Figure, Paper, Side
from policyc.compare.content import Item
from policyc.compare.rows import whole_text
from policyc.model.policy import (
    Check,
    CheckAll,
    Clause,
    Direction,
    Example,
    Measure,
    Param,
    Policy,
    Reading,
    Relation,
    Remark,
    Require,
    Rule,
    Source,
    Target,
)
from policyc.model.types import DateType, EnumType
from policyc.wording.amounts import amount, bound_phrase
from policyc.wording.formulas import cite, condition, quoted, source_name
from policyc.wording.modalities import MODALITIES


def side_of(item: Item, policy: Policy) -> Side:
    """A statement as it stands in its policy."""
    text, cell = _texts(item, policy)
    clause = getattr(item.statement, "clause", None)
    quotes = "……".join(quote["text"] for quote in item.data.get("quotes", ())[:1])
    return Side(
        item.key,
        item.name,
        item.position,
        text,
        cell,
        cite(policy, clause) if isinstance(clause, Clause) else "",
        quoted(quotes) if quotes else "",
        item.data,
        _direction(item),
        Figure(item.statement.bound, item.statement.type) if isinstance(item.statement, Param | Target) else None,
        getattr(item.statement, "span", None),
    )


def papers_of(policy: Policy) -> tuple[Paper, ...]:
    """The documents that what a policy states rests on, its own before those of the policies above it."""
    stated = (*policy.params, *policy.rules, *policy.targets, *policy.measures, *policy.readings)
    cited = {(each.clause.policy, each.clause.source) for each in stated if each.clause is not None}
    own = [_paper(policy, source, "") for source in policy.sources if cited & {(policy.id, source.name), ("", source.name)}]
    others = [
        _paper(other, source, other.name)
        for other in policy.other.values()
        for source in other.sources
        if (other.id, source.name) in cited
    ]
    return (*own, *others)


def _paper(policy: Policy, source: Source, whose: str) -> Paper:
    issued = "" if source.issued is None else amount(source.issued, DateType())
    named = (source_name(policy, source.name, full=full) for full in (False, True))
    called, full = named
    return Paper(f"{whose}{called}", full, source.issuers, issued)


def _direction(item: Item) -> Direction | None:
    return item.statement.direction if isinstance(item.statement, Param | Rule | Target) else None


def _texts(item: Item, policy: Policy) -> tuple[str, str]:
    match item.statement:
        case Param() | Target() as figure:
            principally = "原则上" if figure.principally else ""
            texts = (f"{principally}{bound_phrase(figure.bound, figure.type, style)}" for style in ("prose", "table"))
            prose, table = texts
            return prose, table
        case Rule() as rule:
            whole = whole_text(rule, policy)
        case Measure() as measure:
            whole = f"{MODALITIES[measure.modality]}：{item.name}"
        case Reading() as reading:
            whole = reading.taken.name
        case EnumType() as enum:
            whole = "、".join(member.name for member in enum.members)
        case Check() | CheckAll() | Require() as stated:
            whole = condition(stated.condition, policy)
        case Remark() | Example() | Relation() | Clause():
            whole = item.name
        case Source() as source:
            whole = f"《{source.title or source.name}》{f'（{source.number}）' if source.number else ''}"
        case _:
            whole = item.name
    return whole, whole
