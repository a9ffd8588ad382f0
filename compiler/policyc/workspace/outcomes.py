"""What a run tells of a compiled file and makes of it, without the policy itself: it can be kept, and sent between processes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policyc.diagnostics.core import Diagnostic, Span
from policyc.model.policy import Period, Policy
from policyc.pipeline import Compilation
from policyc.targets import Target
from policyc.workspace.library import PolicyLibrary
from policyc.workspace.needs import Needs
from policyc.workspace.seal import sealed_all


@dataclass(frozen=True, slots=True)
class Placement:
    """A policy's id, name, place and time, the file that it stands in, and where it is declared there."""

    id: str
    name: str
    region: str | None
    region_code: str | None
    year: int | None
    series: str | None
    file: str
    span: Span
    period: Period | None = None
    benefit_year: int | None = None
    amends: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was checked: how many of each kind of thing, and what was held against texts (None: nothing was)."""

    counts: Mapping[str, int]
    quotes: int | None
    figures: int | None
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file that a target made, by its path in the output folder. packed: None where only its digest is known."""

    path: str
    digest: str
    packed: bytes | None = field(default=None, repr=False)

    @classmethod
    def of(cls, path: str, content: bytes) -> Artefact:
        """The artefact of such content."""
        return cls(path, hashlib.sha256(content).hexdigest(), zlib.compress(content, 1))

    @property
    def content(self) -> bytes:
        """The bytes; they must be known."""
        assert self.packed is not None, self.path
        return zlib.decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file.

    file: as its spans call it. ok: the policy is valid. tally: None where there is no policy to speak of. placement, artefacts:
    of a valid policy; artefacts only where some were asked for. names: the files that diagnostics may speak of, by what spans
    call them. alone: whether it would be the same in any other run, so that it may be kept.
    """

    path: str
    file: str
    ok: bool
    diagnostics: tuple[Diagnostic, ...]
    tally: Tally | None
    placement: Placement | None
    artefacts: tuple[Artefact, ...]
    names: Mapping[str, str]
    needs: Needs
    alone: bool


def compile_one(path: Path, library: PolicyLibrary, targets: Sequence[Target]) -> Outcome:
    """What comes of a file. Raises TargetError where a target cannot do it."""
    compilation, needs = library.with_needs(path)
    policy = compilation.policy
    valid = policy if compilation.ok else None
    names = {library.name_of(Path(read)): read for read in needs.files if read.endswith(".pol")}
    return Outcome(
        str(path),
        compilation.file,
        compilation.ok,
        compilation.diagnostics,
        None if policy is None else _tally(compilation, policy),
        None if valid is None else placement_of(valid),
        () if valid is None else artefacts_of(valid, targets),
        {**names, compilation.file: str(path)},
        needs,
        alone=not library.met_circle,
    )


def placement_of(policy: Policy) -> Placement:
    """Where and when a policy is."""
    return Placement(
        *(policy.id, policy.name, policy.region, policy.region_code, policy.year, policy.series, policy.origin.file, policy.span),
        *(policy.period, policy.benefit_year, policy.amends),
    )


def artefacts_of(policy: Policy, targets: Sequence[Target]) -> tuple[Artefact, ...]:
    """All that targets make of a policy, sealed, by path."""
    files = {path: content for target in targets for path, content in target.render(policy).items()}
    return tuple(Artefact.of(path, content) for path, content in sealed_all(files).items())


def _tally(compilation: Compilation, policy: Policy) -> Tally:
    held = compilation.citations
    counts = dict(_counts(policy))
    return Tally(counts, None, None, ()) if held is None else Tally(counts, held.quotes, held.figures, held.absent)


def _counts(policy: Policy) -> Iterator[tuple[str, int]]:
    from policyc.citations.figures import cited_figures

    yield "figure", sum(1 for _ in cited_figures(policy))
    yield "clause", len(policy.clauses)
    yield "rule", len(policy.rules)
    yield "measure", len(policy.measures)
    yield "check", len(policy.checks)
    yield "example", len(policy.examples)
