"""What earlier runs came to, by workspace: a file is compiled again only when something that its outcome rests on has changed.

An entry holds the outcome as plain data, the digests of all files that were read for it, and the answers that the index of
policies gave. All entries of a workspace are one file in the user's own cache folder, written at the end of a run in one
piece: of two runs at once the later one's stays. The contents of artefacts lie beside it, by their digests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from policyc.workspace import own_folder
from policyc.workspace.digests import Digests, Stamp
from policyc.workspace.index import Facts, Head, PolicyIndex
from policyc.workspace.installation import fingerprint
from policyc.workspace.library import ask
from policyc.workspace.needs import Needs, Question
from policyc.workspace.outcomes import Artefact, Outcome
from policyc.workspace.plain import from_plain, to_plain
from policyc.workspace.settings import Workspace

_KIND = "policies-"
_MADE = "made-"
#: So many workspaces are remembered, and the artefacts of so many policies.
_MOST = 20
_MOST_MADE = 20_000

#: What reading a file that is not what was written may raise.
_SPOILT = (ValueError, KeyError, TypeError, AttributeError)


@dataclass
class Memory:
    """What is remembered of one workspace. ``kind``: of which sort of run, with all that its outcomes hang on besides files.

    With ``off`` nothing is remembered, and nothing kept.
    """

    workspace: Workspace
    kind: str
    off: bool = False
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    _entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    _asked: dict[Question, object] = field(default_factory=dict)
    _changed: bool = False

    def __post_init__(self) -> None:
        content = None if self.off else own_folder.read(self._name)
        try:
            kept = json.loads(content or b"{}")
            self._entries = kept.get("entries", {})
            self.stamps = {path: stamp and tuple(stamp) for path, stamp in kept.get("stamps", {}).items()}
            self.facts = {
                digest: Facts(tuple(ids), head and Head(*head)) for digest, (ids, head) in kept.get("facts", {}).items()
            }
        except _SPOILT:
            self._entries, self.stamps, self.facts = {}, {}, {}

    # ------------------------------------------------------------------ an outcome that still holds

    def outcome(self, path: Path, index: PolicyIndex, name_of: Callable[[Path], str]) -> Outcome | None:
        """What came of a file the last time, if all that it rests on is as it was."""
        entry = self._entries.get(str(path))
        try:
            if entry is None or not self._holds(entry, index, name_of):
                return None
            file, ok, diagnostics, tally, placement = from_plain(entry["outcome"])
            artefacts = tuple(Artefact(name, digest) for name, digest in entry["artefacts"])
            needs = Needs(dict(entry["files"]), {tuple(question): answer for question, answer in entry["answers"]})
            return Outcome(str(path), file, ok, diagnostics, tally, placement, artefacts, entry["names"], needs, alone=True)
        except _SPOILT:
            return None

    def _holds(self, entry: Mapping[str, Any], index: PolicyIndex, name_of: Callable[[Path], str]) -> bool:
        return (
            all(index.digests.of(path) == digest for path, digest in entry["files"].items())
            and all(name_of(Path(path)) == name for name, path in entry["names"].items())
            and all(self.answer(tuple(question), index) == answer for question, answer in entry["answers"])
        )

    def answer(self, question: Question, index: PolicyIndex) -> object:
        """What the index says to a question that was asked; worked out once a run."""
        if question not in self._asked:
            self._asked[question] = ask(index, question)
        return self._asked[question]

    def contents(self, outcome: Outcome) -> Outcome | None:
        """The same outcome with the contents of its artefacts; None where they were not kept."""
        content = own_folder.read(_made(outcome.artefacts))
        if content is None:
            return None
        head, _, rest = content.partition(b"\n")
        artefacts = []
        try:
            for artefact, size in zip(outcome.artefacts, json.loads(head), strict=True):
                artefacts.append(replace(artefact, packed=rest[:size]))
                rest = rest[size:]
                if hashlib.sha256(artefacts[-1].content).hexdigest() != artefact.digest:
                    return None
        except _SPOILT:
            return None
        return replace(outcome, artefacts=tuple(artefacts))

    # ------------------------------------------------------------------ keeping

    def keep(self, outcome: Outcome) -> None:
        """Remember what came of a file. What concerns files that could not be read is not worth it."""
        if self.off or not outcome.alone or any(d.is_error and d.code.code.startswith("E09") for d in outcome.diagnostics):
            return
        told = (outcome.file, outcome.ok, outcome.diagnostics, outcome.tally, outcome.placement)
        try:
            self._entries[outcome.path] = {
                "outcome": to_plain(told),
                "artefacts": [[a.path, a.digest] for a in outcome.artefacts],
                "names": dict(outcome.names),
                "files": outcome.needs.files,
                "answers": [[list(question), answer] for question, answer in outcome.needs.answers.items()],
            }
        except TypeError:  # a kind of diagnostic that is not plain data: it is worked out every time
            self._entries.pop(outcome.path, None)
        self._changed = True
        packed = [a.packed for a in outcome.artefacts if a.packed is not None]
        if packed and len(packed) == len(outcome.artefacts):
            own_folder.write(_made(outcome.artefacts), json.dumps([len(p) for p in packed]).encode() + b"\n" + b"".join(packed))

    def save(self, digests: Digests) -> None:
        """Write down what is new, for the next run."""
        stamps = {**self.stamps, **digests.seen}
        if self.off or not (self._changed or stamps != self.stamps):
            return
        entries = {path: entry for path, entry in self._entries.items() if path in digests.seen or Path(path).exists()}
        here = {stamp[-1] for stamp in stamps.values() if stamp is not None}
        facts = {digest: facts for digest, facts in self.facts.items() if digest in here}
        content = {"entries": entries, "stamps": stamps, "facts": facts}
        own_folder.write(self._name, json.dumps(content, separators=(",", ":")).encode())
        own_folder.prune(_KIND, most=_MOST)
        own_folder.prune(_MADE, most=_MOST_MADE)

    @property
    def _name(self) -> str:
        own = self.workspace
        told = (fingerprint(), own.root, own.configured, own.policies, own.sources, Path.cwd(), self.kind)
        return _KIND + hashlib.sha256("\0".join(map(str, told)).encode("utf-8", "surrogateescape")).hexdigest()[:40]


def _made(artefacts: Sequence[Artefact]) -> str:
    return _MADE + hashlib.sha256("\0".join(f"{a.path}\0{a.digest}" for a in artefacts).encode()).hexdigest()[:40]
