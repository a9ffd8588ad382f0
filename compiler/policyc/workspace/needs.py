"""On what a compilation rests: the files that were read, and what was asked of the index of policies."""

from __future__ import annotations

from dataclasses import dataclass, field

#: ``("files", "cn_2023", folder…)``, ``("series", name, region, day, folder…)`` or ``("ids",)``.
Question = tuple[str, ...]


@dataclass(slots=True)
class Needs:
    """Digests by absolute path, None where there is no such file; and the answers to questions, as plain data.

    A digest is taken before the file is read: one that changes meanwhile is found to have changed.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    answers: dict[Question, object] = field(default_factory=dict)

    def add(self, other: Needs) -> None:
        """These, too."""
        self.files.update(other.files)
        self.answers.update(other.answers)
