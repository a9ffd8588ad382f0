"""目标与期限: goals and what has a day, the nearest first; what has none follows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from policyc.document.blocks import Line, Table, line
from policyc.model.policy import Deadline, Measure, Policy, Target
from policyc.targets.summary.citing import deadline, is_reported
from policyc.targets.summary.places import Places
from policyc.wording.amounts import bound_phrase
from policyc.wording.modalities import MODALITIES


def goal_table(policy: Policy, places: Places) -> Table | None:
    """期限, 事项, 要求, 依据; None where there is neither a goal nor a deadline."""
    due: list[Target | Measure] = [*policy.targets, *(m for m in policy.measures if m.deadline is not None)]
    if not due:
        return None
    rows = tuple(tuple(_row(each, places)) for each in sorted(due, key=lambda each: _day(each.deadline)))
    return Table("", tuple(map(line, ("事项", "要求", "期限", "依据"))), rows)


def _row(declared: Target | Measure, places: Places) -> Iterator[Line]:
    yield line(declared.name)
    reported = "（据报道）" if is_reported(declared) else ""
    if isinstance(declared, Target):
        principally = "原则上" if declared.principally else ""
        yield line(f"{principally}{bound_phrase(declared.bound, declared.type, 'table')}{reported}")
    else:
        who = f"（{'、'.join(declared.actors)}）" if declared.actors else ""
        yield line(f"{MODALITIES[declared.modality]}完成{who}{reported}")
    yield line(deadline(declared.deadline) or "未写明")
    yield line(places.link(declared.clause))


def _day(limit: Deadline | None) -> datetime.date:
    match limit:
        case None:
            return datetime.date.max
        case datetime.date():
            return limit
        case _:
            return datetime.date(limit, 12, 31)
