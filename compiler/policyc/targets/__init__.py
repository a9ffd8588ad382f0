"""Policy → artefacts. One folder a target; a target is registered by an entry point of the group ``policyc.targets``.

A target is a pure function of the policy: no files, no clock, no locale. It gives relative paths (with ``/``) and bytes (UTF-8,
LF); the workspace seals, compares and writes them. It knows nothing of other targets; those that write programs know
nothing of the evaluator, which is held against what they write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from policyc.diagnostics.core import Words
from policyc.model.policy import Period, Policy

#: The place for the hash of a file's own content. A target may put it into a comment on a line of its own at the head of code, or
#: as the last value of a data file; the workspace fills it in, or adds a comment with it where a file has none, and so notices
#: what was edited by hand.
SEAL_MARK = "policyc:content-sha256="
SEAL = SEAL_MARK + "0" * 64


class Target(Protocol):
    """What every target is: a name, and what it makes of one policy."""

    @property
    def name(self) -> str:
        """The name of the entry point: python, summary, json."""

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The files for one policy, by relative path: ``{"cn_2023.json": b"…"}``."""


class Listed(Protocol):
    """What is known of every policy in the output folder, built now or earlier. A :class:`Policy` is one."""

    @property
    def id(self) -> str:
        """The policy's ASCII name, and so the name of its files."""

    @property
    def name(self) -> str:
        """Its Chinese name."""

    @property
    def region(self) -> str | None:
        """Its region, if it says one."""

    @property
    def region_code(self) -> str | None:
        """The code of its region."""

    @property
    def year(self) -> int | None:
        """Its notice year."""

    @property
    def series(self) -> str | None:
        """The series that it belongs to."""

    @property
    def period(self) -> Period | None:
        """From when to when it holds."""

    @property
    def benefit_year(self) -> int | None:
        """The year of the benefits that it sets, if it says one."""

    @property
    def amends(self) -> str | None:
        """The policy that it amends, and so ends."""


@runtime_checkable
class Collecting(Protocol):
    """A target that also has files for the whole output folder, such as ``__init__.py``."""

    def collect(self, policies: Sequence[Listed]) -> Mapping[str, bytes]:
        """Files that cover every policy in the folder; ``policies`` are sorted by id."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants documents for readers: in which formats, and where Word documents take their styles from."""

    formats: tuple[str, ...] = ("md",)
    template: bytes | None = None


@runtime_checkable
class Documenting(Protocol):
    """A target that writes documents for readers, in the formats that the user wishes."""

    def wished(self, wishes: Wishes) -> Target:
        """The target that writes them so."""


@runtime_checkable
class Needing(Protocol):
    """A target that writes only where something else is installed."""

    def lacking(self) -> Words | None:
        """What it lacks, and how to get it; None where it can write."""


class TargetError(Exception):
    """An installed target cannot be loaded: the fault of the installation, not of a policy."""


def load_targets(wishes: Wishes | None = None) -> tuple[Target, ...]:
    """All registered targets that can write, sorted by name so that nothing depends on the order of installation, as wished."""
    targets = (target for target in _registered() if not (isinstance(target, Needing) and target.lacking()))
    if wishes is None:
        return tuple(targets)
    return tuple(target.wished(wishes) if isinstance(target, Documenting) else target for target in targets)


def lacking() -> tuple[Words, ...]:
    """What registered targets lack that therefore write nothing."""
    told = (target.lacking() for target in _registered() if isinstance(target, Needing))
    return tuple(words for words in told if words is not None)


def _registered() -> Iterator[Target]:
    yield from (_load(point) for point in sorted(entry_points(group="policyc.targets"), key=lambda point: point.name))


def _load(point: EntryPoint) -> Target:
    try:
        target: Target = point.load()
    except Exception as error:  # any fault of a foreign package; reported with its name
        raise TargetError(f"{point.name} ({point.value}): {error}") from error
    return target
