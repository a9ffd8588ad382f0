"""sources.lock: what was verified, so that a clone without the texts still shows it and a changed text is noticed.

JSON, in a stable order, one quote a line. For every policy of the folder: each quote, where it stands in which text, and the
figures that it carries; for every text its SHA-256 and how much of it is used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from policyc.citations.check import Citations, Found
from policyc.citations.coverage import Coverage
from policyc.diagnostics.codes import e0816, e0817
from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Policy

FORMAT = 1


@dataclass(frozen=True, slots=True)
class LockedText:
    """A text that was verified: its hash, and how many of its numbers and sentences are used, of how many."""

    sha256: str
    numbers: tuple[int, int] | None = None
    sentences: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """All that was verified of a folder of policies: texts by file, quotes by policy id."""

    texts: Mapping[str, LockedText] = field(default_factory=dict)
    policies: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)

    def quotes(self, policy: str) -> frozenset[tuple[str, ...]]:
        """What is known of a policy's quotes, as keys."""
        return frozenset(_key(found) for found in self.policies.get(policy, ()))


def locked(before: Lock, verified: Mapping[str, Citations], covered: Iterable[Coverage], known: Iterable[str]) -> Lock:
    """The lock after policies were verified; what it knew of others stays as long as they exist (``known`` ids)."""
    kept = set(known)
    policies = {id_: found for id_, found in before.policies.items() if id_ in kept and id_ not in verified}
    policies |= {id_: citations.found for id_, citations in verified.items() if citations.found}
    hashes = {file: sha for citations in verified.values() for file, sha in citations.files}
    texts = dict(before.texts)
    for file, sha in hashes.items():
        old = texts.get(file)
        texts[file] = old if old is not None and old.sha256 == sha else LockedText(sha)
    for coverage in covered:
        if coverage.file in texts and not coverage.extract:
            numbers, sentences = (coverage.used, coverage.numbers), (coverage.encoded, coverage.sentences)
            texts[coverage.file] = replace(texts[coverage.file], numbers=numbers, sentences=sentences)
    cited = {found.file for quotes in policies.values() for found in quotes}
    return Lock({file: texts[file] for file in sorted(cited & set(texts))}, {id_: policies[id_] for id_ in sorted(policies)})


def render(lock: Lock) -> str:
    """The lock as its file has it."""
    lines = ["{", f'"format": {FORMAT},', '"texts": {']
    lines += _joined(f"{_json(file)}: {_json(_plain(text))}" for file, text in lock.texts.items())
    lines += ["},", '"policies": {']
    blocks = []
    for id_, quotes in lock.policies.items():
        inside = ",\n".join(_json(asdict(found)) for found in quotes)
        blocks.append(f"{_json(id_)}: [\n{inside}\n]")
    lines += [",\n".join(blocks)] if blocks else []
    return "\n".join([*lines, "}", "}", ""])


def read(text: str) -> Lock:
    """The lock of a file's text; ValueError where it is none."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']}")
        texts = {file: _text(entry) for file, entry in data["texts"].items()}
        policies = {id_: tuple(_found(entry) for entry in quotes) for id_, quotes in data["policies"].items()}
    except (LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    return Lock(texts, policies)


def check_lock(policy: Policy, citations: Citations, lock: Lock, called: str) -> Iterator[Diagnostic]:
    """Whether the lock is about these texts and knows these quotes; sources without a text anywhere are not its matter."""
    files = {source.name: source.file for source in policy.sources}
    for file, sha in citations.files:
        known = lock.texts.get(file)
        if known is not None and known.sha256 != sha:
            span = next(source.span for source in policy.sources if source.file == file)
            yield e0816.CODE.at(span, file=file)
    known_quotes = lock.quotes(policy.id)
    wanted = [found for found in (*citations.found, *citations.unplaced) if files.get(found.source) is not None]
    missing = [found for found in wanted if _key(found) not in known_quotes]
    if missing:
        yield e0817.CODE.at(policy.span, quote=missing[0].quote, count=len(missing), lock=called)


def _key(found: Found) -> tuple[str, ...]:
    return (found.name, found.source, found.quote, *found.figures)


def _plain(text: LockedText) -> dict[str, object]:
    return {key: value for key, value in asdict(text).items() if value is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _joined(lines: Iterable[str]) -> list[str]:
    together = list(lines)
    return [line + "," for line in together[:-1]] + together[-1:]


def _text(entry: Mapping[str, Any]) -> LockedText:
    pairs = {key: (int(entry[key][0]), int(entry[key][1])) for key in ("numbers", "sentences") if key in entry}
    return LockedText(str(entry["sha256"]), pairs.get("numbers"), pairs.get("sentences"))


def _found(entry: Mapping[str, Any]) -> Found:
    name, source, quote, file = (str(entry[key]) for key in ("name", "source", "quote", "file"))
    figures = tuple(str(figure) for figure in entry["figures"])
    return Found(name, source, quote, file, int(entry["start"]), int(entry["end"]), figures)
