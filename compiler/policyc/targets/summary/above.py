"""国家规定与本地标准: what the policies above say beside what is said here, and whether the one lies within the other."""

from __future__ import annotations

from collections.abc import Iterator

from policyc.document.blocks import Block, Item, Line, Listing, Strong, Table, line
from policyc.model.policy import Bound, BoundKind, Param, Policy, RelationKind
from policyc.targets.summary.citing import quotes
from policyc.targets.summary.figures import stated
from policyc.targets.summary.places import Places, is_named_only
from policyc.wording.amounts import bound_phrase
from policyc.wording.formulas import figure_name


def above_blocks(policy: Policy, places: Places) -> Iterator[Block]:
    """A table of the figures that are set anew, and what else is decided otherwise than above."""
    rows = tuple(row for id_ in policy.parents for row in _refined(policy, policy.other[id_], places))
    if rows:
        head = ("项目", "上位规定", "本地标准", "核对", "上位依据", "本地依据")
        yield Table("", tuple(map(line, head)), rows)
    taken = tuple(_taken(policy, places))
    if taken:
        yield Listing(taken)


def other_figures(policy: Policy, places: Places) -> Iterator[Block]:
    """The figures of other policies that formulas and checks read here."""
    rows = tuple(tuple(_other(param, policy, places)) for param in policy.params if is_named_only(param))
    if rows:
        yield Table("", tuple(map(line, ("项目", "标准", "原文", "依据"))), rows)


def _refined(policy: Policy, above: Policy, places: Places) -> Iterator[tuple[Line, ...]]:
    for own in policy.params:
        said = next((p for p in above.params if p.name == own.name and p.policy == above.id), None)
        if said is None or own.policy != policy.id:
            continue
        cells = (own.name, stated(said, "table"), stated(own, "table"), _verdict(own, said))
        yield (
            *map(line, cells),
            line(places.short(said.clause) if said.clause is not None else "—"),
            line(places.link(own.clause)),
        )


def _verdict(own: Param, above: Param) -> str:
    """符合 where every value that is allowed here is allowed above; the compiler refuses what is not, but for 原则上."""
    said = above.bound
    if said.kind is BoundKind.UNSPECIFIED and said.low is None and said.high is None:
        return "上位未定，由本地确定"
    if _within(own.bound, said) or (said.about and own.bound.value == said.value):
        return "符合"
    if above.principally and own.because:
        return f"上位为原则性规定，本地另定：{own.because}"
    return "上位规定以其他数字为界，见分条说明"


def _within(own: Bound, above: Bound) -> bool:
    if own == above:
        return True
    low = above.low is None or (own.low is not None and (own.low, not own.low_closed) >= (above.low, not above.low_closed))
    high = above.high is None or (own.high is not None and (own.high, own.high_closed) <= (above.high, above.high_closed))
    return low and high and not above.about


def _taken(policy: Policy, places: Places) -> Iterator[Item]:
    """Single cases and readings that are decided otherwise here."""
    for relation in policy.relations:
        if relation.kind is RelationKind.TAKE:
            taken = policy.reading[relation.name].taken.name
            why = f"，理由：{relation.because.rstrip('。')}" if relation.because else ""
            yield Item(line(Strong(relation.name), f"：本地采用“{taken}”{why}（", places.link(relation.clause), "）。"))
        elif relation.kind is RelationKind.OVERRIDE:
            yield Item(line(Strong(relation.name), "：个别情形本地另有规定（", places.link(relation.clause), "）。"))
        elif relation.kind is RelationKind.WITHDRAW:
            yield Item(line(Strong(relation.name), "：不再执行（", places.link(relation.clause), "）。"))


def _other(param: Param, policy: Policy, places: Places) -> Iterator[Line]:
    yield line(figure_name(param.name, policy))
    yield line(f"{'原则上' if param.principally else ''}{bound_phrase(param.bound, param.type, 'table')}")
    yield line(quotes(param))
    yield line(places.short(param.clause) if param.clause is not None else "—")
