"""Proofs in words, as rows of a table and as JSON: what was claimed, what came of it, by which method, resting on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from policyc.model.policy import Policy
from policyc.model.types import Member
from policyc.prove.results import Method, Proof, Verdict
from policyc.wording.formulas import cite

Data = dict[str, object]
Language = Literal["zh", "en"]

_VERDICTS = {
    Verdict.HOLDS: ("成立", "holds"),
    Verdict.FAILS: ("不成立", "fails"),
    Verdict.UNDECIDED: ("没有结论", "undecided"),
}
_METHODS = {
    Method.CASES: ("逐一验算全部情形", "every case worked out"),
    Method.PIECEWISE: ("按分段点和取整周期精确比较", "exactly, between breakpoints and over a rounding period"),
    Method.REGIONS: ("按区间精确判定", "exactly, by regions"),
    Method.Z3: ("z3", "z3"),
    Method.HISTORIES: ("遍历各年记录能到达的全部状态", "every state that a history can reach"),
}


def verdict(proof: Proof, language: Language) -> str:
    """成立、不成立、没有结论."""
    return _of(_VERDICTS[proof.verdict], language)


def method(proof: Proof, language: Language) -> str:
    """How it was decided, and over what."""
    if proof.method is None:
        return ""
    extent = proof.extent if language == "zh" else proof.extent.en
    told = _of(_METHODS[proof.method], language)
    return told if not extent else f"{told}（{extent}）" if language == "zh" else f"{told} ({extent})"


def details(proof: Proof, language: Language) -> tuple[str, ...]:
    """The case, the reason, and what the answer rests on."""
    zh = language == "zh"
    said: list[str] = []
    if proof.case is not None:
        said.append(f"{proof.case.told}时，{proof.case.worked}" if zh else f"with {proof.case.told}: {proof.case.worked}")
    if proof.reason is not None:
        said.append(proof.reason if zh else proof.reason.en)
    if proof.taken:
        said.append(f"口径：{_options(proof.taken)}" if zh else f"reading: {_options(proof.taken)}")
    if proof.others and all(other is proof.verdict for _, other in proof.others):
        count, told = len(proof.others), verdict(proof, language)
        said.append(f"其他{count}种口径下也{told}" if zh else f"{told} under the {count} other readings too")
    else:
        for options, other in proof.others:
            told = _of(_VERDICTS[other], language)
            said.append(f"若{_options(options)}：{told}" if zh else f"if {_options(options)}: {told}")
    said.extend(x if zh else x.en for x in proof.assumptions)
    return tuple(said)


def line(policy: Policy, proof: Proof, language: Language) -> str:
    """A proof on a line."""
    how, rest = method(proof, language), details(proof, language)
    if language == "zh":
        return f"{verdict(proof, language)}  {proof.check.text}（{cite(policy, proof.check.clause)}）" + "".join(
            f"；{part}" for part in (how, *rest) if part
        )
    return f"{verdict(proof, language)}  {proof.check.text} ({cite(policy, proof.check.clause)})" + "".join(
        f"; {part}" for part in (how, *rest) if part
    )


def table(policy: Policy, proofs: Iterable[Proof], language: Language) -> str:
    """Proofs as a Markdown table."""
    head = ("命题", "依据", "结论", "方法", "说明") if language == "zh" else ("claim", "clause", "verdict", "method", "notes")
    rows = [head, ("---",) * len(head)]
    for proof in proofs:
        notes = ("；" if language == "zh" else "; ").join(details(proof, language))
        clause = cite(policy, proof.check.clause)
        rows.append((f"`{proof.check.text}`", clause, verdict(proof, language), method(proof, language), notes))
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def data(policy: Policy, proof: Proof) -> Data:
    """A proof as JSON."""
    return {
        "claim": proof.check.text,
        "clause": {"source": proof.check.clause.source, "locator": proof.check.clause.locator},
        "file": proof.check.span.file,
        "line": proof.check.span.line,
        "verdict": proof.verdict.value,
        "method": None if proof.method is None else proof.method.value,
        "extent": proof.extent.en or None,
        "case": None if proof.case is None else {"told": proof.case.told, "worked": proof.case.worked},
        "reason": None if proof.reason is None else str(proof.reason),
        "readings": _named(dict(proof.taken)),
        "under_other_readings": [{"readings": _named(dict(o)), "verdict": v.value} for o, v in proof.others],
        "assumptions": [str(x) for x in proof.assumptions],
    }


def _named(options: Mapping[str, Member]) -> dict[str, str]:
    return {name: member.name for name, member in options.items()}


def _options(options: Iterable[tuple[str, Member]]) -> str:
    return "、".join(f"{name} = {member.name}" for name, member in options)


def _of(words: tuple[str, str], language: Language) -> str:
    return words[0] if language == "zh" else words[1]
