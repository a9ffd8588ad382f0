"""Measures, clause by clause and by who acts: a duty is never mixed with an encouragement, a permission or a trial.

A clause's measures that name an actor, a condition or a deadline stand each on a line; the rest follow in one paragraph a
modality, so that a hundred of them do not bury what a citizen looks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.document.blocks import Block, Inline, Item, Listing, Paragraph, Strong, Table, line
from policyc.model.policy import Measure, Policy
from policyc.targets.summary.citing import deadline, quotes
from policyc.targets.summary.places import Places
from policyc.wording.modalities import MODALITIES


def measure_blocks(measures: Sequence[Measure]) -> Iterator[Block]:
    """The measures of one clause."""
    special = [m for m in measures if m.actors or m.condition is not None or m.deadline is not None]
    plain = [m for m in measures if m not in special]
    if special:
        yield Listing(tuple(Item(line(Strong(MODALITIES[m.modality]), f"{_who(m)}：{measure_text(m)}。")) for m in special))
    for modality, word in MODALITIES.items():
        found = [measure_text(m) for m in plain if m.modality is modality]
        if found:
            yield Paragraph(line(Strong(word), f"：{'；'.join(found)}。"))


def measure_text(measure: Measure) -> str:
    """A measure by the words of the source, which say most; its own name only where they do not contain it.

    What the words do not contain of condition and deadline stands behind them in brackets.
    """
    said = quotes(measure)
    notes = [
        said if said and measure.name not in said else "",
        f"条件：{measure.condition}" if measure.condition is not None and measure.condition not in said else "",
        f"时限：{deadline(measure.deadline)}" if measure.deadline is not None and deadline(measure.deadline) not in said else "",
        f"说明：{measure.because}" if measure.because else "",
    ]
    name = said if said and measure.name in said else measure.name
    told = "；".join(note for note in notes if note)
    return f"{'原则上' if measure.principally and '原则上' not in said else ''}{name}{f'（{told}）' if told else ''}"


def _who(measure: Measure) -> str:
    return f"（{'、'.join(measure.actors)}）" if measure.actors else ""


def actor_table(policy: Policy, places: Places) -> Table | None:
    """Who is to do what, in the order in which they are named, duties before the rest; None where nobody is named."""
    by_actor: dict[str, list[Measure]] = {}
    for measure in policy.measures:
        for actor in measure.actors:
            by_actor.setdefault(actor, []).append(measure)
    rows = []
    for actor, measures in by_actor.items():
        for modality, word in MODALITIES.items():
            found = [m for m in measures if m.modality is modality]
            if found:
                rows.append(
                    (line(actor), line(word), line(*(part for m in found for part in _named(m, places, last=m is found[-1]))))
                )
    return Table("", tuple(map(line, ("责任主体", "要求", "事项"))), tuple(rows)) if rows else None


def _named(measure: Measure, places: Places, *, last: bool) -> Iterator[Inline | str]:
    limit = f"，{deadline(measure.deadline)}" if measure.deadline is not None else ""
    yield f"{measure.name}{limit}（"
    yield places.link(measure.clause)
    yield "）" if last else "）、"
