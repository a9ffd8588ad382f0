"""``region@date`` → the policies that are in force there on that day, one a series, as a look-up would find them.

Heads decide it; nothing is compiled.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policyc.diagnostics.codes import e0935, e0936, e0938, w0931
from policyc.diagnostics.core import Diagnostic
from policyc.model.timeline import Basis, series_of
from policyc.semantics.relations.heads import period_of, year_of
from policyc.semantics.relations.layers import top_of
from policyc.syntax.parse import parse
from policyc.workspace.finding import head_of, policies_below
from policyc.workspace.lookup import NoSuchRegion, NotCovered, code_of, nearest
from policyc.workspace.outcomes import Placement
from policyc.workspace.places import exists, file_span
from policyc.workspace.reading import read_policy
from policyc.workspace.refusing import refused
from policyc.workspace.settings import Workspace

_WRITTEN = re.compile(r"([^@/\\]+)@([0-9][^@/\\]*)")


@dataclass(frozen=True, slots=True)
class InForce:
    """The policy of a series that is in force. notes: whether it is of a level above the region."""

    id: str
    series: str
    path: Path
    notes: tuple[Diagnostic, ...]


def is_dated(argument: str) -> bool:
    """Whether it reads region@date, and there is no file of this name."""
    return _WRITTEN.fullmatch(argument) is not None and not argument.endswith(".pol") and not exists(Path(argument))


def in_force_at(argument: str, workspace: Workspace) -> tuple[InForce, ...]:
    """The policies that ``region@date`` may mean, at least one. Raises :class:`Refused`."""
    written = _WRITTEN.fullmatch(argument)
    assert written is not None
    region, text = written.groups()
    try:
        if len(text) != len("2023-06-01"):  # Python reads 20230601, too
            raise ValueError(text)
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise refused(e0938.CODE, argument, text=text) from None
    placed = {placement.id: (path, placement) for path, placement in placements(policies_below(workspace.policies))}
    policies = [placement for _, placement in placed.values()]
    try:
        found = nearest(policies, region, day, Basis.NOTICE)
        code = code_of(policies, region)
    except NoSuchRegion as error:
        raise refused(e0935.CODE, argument, region=region, known=str(error)) from None
    except NotCovered as error:
        raise refused(e0936.CODE, argument, why=str(error)) from None
    return tuple(
        InForce(each.id, series_of(each), placed[each.id][0], _above(argument, region, code, each)) for each in found.values()
    )


def _above(argument: str, region: str, code: str, policy: Placement) -> tuple[Diagnostic, ...]:
    if policy.region_code == code:
        return ()
    level = policy.region or ""
    return (w0931.CODE.at(file_span(argument), argument=argument, region=region, level=level, id=policy.id),)


def placements(paths: Iterable[Path]) -> Iterator[tuple[Path, Placement]]:
    """Where and when the policies of files are, of those whose head can be read."""
    for path in paths:
        text, _ = read_policy(path, str(path))
        tree = None if text is None else parse(head_of(text), path.name)[0]
        top = None if tree is None else top_of(tree)
        if top is None or not top.regions:
            continue
        region = top.regions[0]
        years = [year_of(years[0]) if years else None for years in (top.years, top.benefit_years)]
        yield (
            path,
            Placement(
                *(top.alias.text, top.name.text, region.name.text, region.code.text),
                *(years[0], top.series[0].text if top.series else None, str(path), top.span),
                *(period_of(top), years[1], top.amends[0].text if top.amends else None),
            ),
        )
