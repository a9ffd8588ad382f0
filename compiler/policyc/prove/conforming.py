"""Findings of conformity in words, as rows of a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyc.model.policy import Clause, Policy
from policyc.prove.conformity import Finding, How
from policyc.prove.results import Verdict
from policyc.prove.telling import Data, Language
from policyc.wording.formulas import locator

_VERDICTS = {
    Verdict.HOLDS: ("符合", "conforms"),
    Verdict.FAILS: ("不符合", "does not conform"),
    Verdict.UNDECIDED: ("无法判断", "undecided"),
}
_HOW = {
    How.INHERITED: ("沿用", "as above"),
    How.RESTATED: ("重申", "restated"),
    How.REFINED: ("细化", "refined"),
    How.DERIVED: ("随其他数字而定", "follows"),
    How.OVERRIDDEN: ("替换", "overridden"),
    How.TARGET: ("同名目标", "target"),
}


def verdict(found: Finding, language: Language) -> str:
    """符合、不符合、无法判断."""
    return _VERDICTS[found.verdict][language != "zh"]


def grounds(policy: Policy, clause: Clause | None) -> str:
    """The clause with the document that it stands in: 《通知》（医保发〔2023〕24号）一、…; empty where there is none."""
    if clause is None:
        return ""
    source = policy.source_of(clause)
    number = f"（{source.number}）" if source is not None and source.number not in (None, "无") else ""
    return f"《{clause.source}》{number}{locator(clause)}"


def details(found: Finding, language: Language) -> tuple[str, ...]:
    """The margin, the case, the reason, and what the answer rests on."""
    zh = language == "zh"
    said = [x if zh else x.en for x in (found.margin, found.case, found.reason) if x is not None]
    if found.departs:
        said.append(f"原则上的规定，偏离的理由：{found.departs}" if zh else f"departs, because: {found.departs}")
    if found.readings:
        taken = "、".join(f"{name} = {member.name}" for name, member in found.readings)
        said.append(f"口径：{taken}" if zh else f"reading: {taken}")
    for options, other in dict.fromkeys(found.others):
        asked = "、".join(f"{name} = {member.name}" for name, member in options)
        said.append(f"若{asked}：{_VERDICTS[other][0]}" if zh else f"if {asked}: {_VERDICTS[other][1]}")
    return tuple(said)


def lines(policy: Policy, findings: Iterable[Finding], language: Language) -> Iterator[str]:
    """A finding on a line; what is inherited as it stands is counted, not listed."""
    zh = language == "zh"
    inherited: dict[str, int] = {}
    for found in findings:
        if found.how is How.INHERITED:
            inherited[found.policy] = inherited.get(found.policy, 0) + 1
            continue
        here, above = (x if zh else x.en for x in (found.here, found.above))
        places = grounds(policy, found.clause_here), grounds(policy, found.clause_above)
        if zh:
            both = f"{here}{_in(places[0], zh)}；{found.policy}：{above}{_in(places[1], zh)}"
            yield "；".join((f"{verdict(found, language)}  {found.name}：{both}", *details(found, language)))
        else:
            both = f"{here}{_in(places[0], zh)}; {found.policy}: {above}{_in(places[1], zh)}"
            yield "; ".join((f"{verdict(found, language)}  {found.name}: {both}", *details(found, language)))
    for id_, count in inherited.items():
        yield f"符合  {id_} 的其余 {count} 项规定沿用" if zh else f"conforms  {count} more of {id_} as above"


def _in(place: str, zh: bool) -> str:
    return "" if not place else f"（{place}）" if zh else f" ({place})"


def table(policy: Policy, findings: Iterable[Finding], language: Language) -> str:
    """Findings as a Markdown table, what is inherited as it stands too."""
    zh = language == "zh"
    head = (
        ("规定", "上位政策", "上位规定", "本地规定", "结论", "说明")
        if zh
        else ("what", "policy above", "above", "here", "verdict", "notes")
    )
    rows = [head, ("---",) * len(head)]
    for found in findings:
        here, above = (x if zh else x.en for x in (found.here, found.above))
        places = grounds(policy, found.clause_here), grounds(policy, found.clause_above)
        notes = [_HOW[found.how][not zh]] if found.how is not How.INHERITED else []
        notes += details(found, language)
        rows.append(
            (
                found.name,
                found.policy,
                f"{above}{_in(places[1], zh)}",
                f"{here}{_in(places[0], zh)}",
                verdict(found, language),
                ("；" if zh else "; ").join(notes),
            )
        )
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def data(policy: Policy, found: Finding) -> Data:
    """A finding as JSON."""
    return {
        "name": found.name,
        "policy": found.policy,
        "how": found.how.value,
        "verdict": _DATA[found.verdict],
        "above": {"text": str(found.above), "clause": _place(policy, found.clause_above), "at": _at(found, above=True)},
        "here": {"text": str(found.here), "clause": _place(policy, found.clause_here), "at": _at(found, above=False)},
        "margin": None if found.margin is None else str(found.margin),
        "case": None if found.case is None else str(found.case),
        "reason": None if found.reason is None else str(found.reason),
        "departs": found.departs or None,
        "readings": {name: member.name for name, member in found.readings},
        "under_other_readings": [
            {"readings": {name: member.name for name, member in options}, "verdict": _DATA[other]}
            for options, other in dict.fromkeys(found.others)
        ],
        "method": None if found.method is None else found.method.value,
    }


_DATA = {Verdict.HOLDS: "conforms", Verdict.FAILS: "does_not_conform", Verdict.UNDECIDED: "undecided"}


def _place(policy: Policy, clause: Clause | None) -> Data | None:
    if clause is None:
        return None
    return {"policy": clause.policy, "source": clause.source, "locator": clause.locator}


def _at(found: Finding, *, above: bool) -> Data:
    span = found.span_above if above else found.span
    return {"file": span.file, "line": span.line}
