"""What a difference between two policies is, as data: every statement of both sides, so that it can be turned round or applied.

Words are made of it by :mod:`.telling`; nothing here is in any language but the texts of the policies themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from policyc.compare.meaning import Meaning
from policyc.diagnostics.core import Span
from policyc.model.policy import Bound, Direction, Policy
from policyc.model.types import Type

if TYPE_CHECKING:
    import polars

    from policyc.compare.households.results import Sheet

#: A statement as the JSON of its policy has it, without places and without what follows from other statements.
Data = Mapping[str, Any]


class Subject(StrEnum):
    """What kind of statement it is, in the order in which a reader meets them."""

    POLICY = "policy"
    PARAMETER = "parameter"
    RULE = "rule"
    TARGET = "target"
    MEASURE = "measure"
    READING = "reading"
    INPUT = "input"
    HISTORY = "history"
    ENUM = "enum"
    UNIT = "unit"
    REQUIRE = "require"
    CHECK = "check"
    SOURCE = "source"
    CLAUSE = "clause"
    ASSUMPTION = "assumption"
    QUESTION = "question"
    RELATION = "relation"
    EXAMPLE = "example"


class Kind(StrEnum):
    """What became of a statement.

    A statement that one side lacks is ``added`` or ``withdrawn``; but where that side is an extract nothing follows from its
    silence (``old_silent``, ``new_silent``: 未收录), nor where it stands under the other and so need not repeat it. A rule that
    is written differently and always comes to the same is ``equivalent``.
    """

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    EQUIVALENT = "equivalent"
    RENAMED = "renamed"
    REWORDED = "reworded"
    MOVED = "moved"
    OLD_SILENT = "old_silent"
    NEW_SILENT = "new_silent"


class Aspect(StrEnum):
    """In what two statements differ."""

    FIGURE = "figure"
    FORMULA = "formula"
    RANGE = "range"
    MODALITY = "modality"
    ACTOR = "actor"
    CONDITION = "condition"
    DEADLINE = "deadline"
    TAKEN = "taken"
    TYPE = "type"
    DIRECTION = "direction"
    PRINCIPALLY = "principally"
    MEMBERS = "members"
    NAME = "name"
    ALIAS = "alias"
    REASON = "reason"
    FIELD = "field"
    WORDING = "wording"
    PLACE = "place"


class Effect(StrEnum):
    """What it means for the insured. ``better`` and ``worse`` rest on what the policies declare, never on a guess."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    ADMINISTRATIVE = "administrative"
    UNKNOWN = "unknown"


_TURNED_KIND = {
    Kind.ADDED: Kind.WITHDRAWN,
    Kind.WITHDRAWN: Kind.ADDED,
    Kind.OLD_SILENT: Kind.NEW_SILENT,
    Kind.NEW_SILENT: Kind.OLD_SILENT,
}
_TURNED_EFFECT = {Effect.BETTER: Effect.WORSE, Effect.WORSE: Effect.BETTER}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a document says of a number, and in which unit."""

    bound: Bound
    type: Type


#: One side of an aspect: a figure, or words as the policy has them; None where that side says nothing of it.
Said = Figure | str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """One aspect of a change. ``label`` says which part of the statement: a row, a bracket, a field; empty for all of it."""

    aspect: Aspect
    old: Said
    new: Said
    label: str = ""

    def mirror(self) -> Detail:
        """The same, seen from the other side."""
        return replace(self, old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class Side:
    """A statement on one side.

    key: its ASCII name, or what stands for one. text, cell: what it says, in a sentence and in a table. clause: where it stands,
    as cited in tables; quote: the words that carry it. direction: what more of it means for the insured. figure: its number,
    where it states one. span: where its policy declares it, which is no part of what it says.
    """

    key: str
    name: str
    position: int
    text: str
    cell: str
    clause: str
    quote: str
    data: Data
    direction: Direction | None = None
    figure: Figure | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that differs; ``knock_on`` are those that differ only because this one does.

    ``meaning`` is what came of comparing a rule case by case; None for what is no rule.
    """

    subject: Subject
    kind: Kind
    old: Side | None
    new: Side | None
    effect: Effect
    details: tuple[Detail, ...] = ()
    knock_on: tuple[Change, ...] = ()
    meaning: Meaning | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """What it is called now, or was last."""
        side = self.new or self.old
        assert side is not None
        return side.name

    @property
    def position(self) -> tuple[Subject, int, int]:
        """Where it stands among the changes: by kind, then as the newer side, or else the older one, has it."""
        side = self.new or self.old
        assert side is not None
        return self.subject, side.position, self.new is None

    def mirror(self) -> Change:
        """The same, seen from the other side."""
        return Change(
            self.subject,
            _TURNED_KIND.get(self.kind, self.kind),
            self.new,
            self.old,
            _TURNED_EFFECT.get(self.effect, self.effect),
            tuple(detail.mirror() for detail in self.details),
            in_order(change.mirror() for change in self.knock_on),
            None if self.meaning is None else self.meaning.mirror(),
        )


def in_order(changes: Iterator[Change] | tuple[Change, ...] | list[Change]) -> tuple[Change, ...]:
    """Changes as a reader meets them."""
    order = {subject: place for place, subject in enumerate(Subject)}
    return tuple(sorted(changes, key=lambda change: (order[change.subject], *change.position[1:])))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a policy rests on. called: as its clauses are cited, 《通知》; title: in full, with its number.

    issued: the day, as it is printed; empty where the policy does not say.
    """

    called: str
    title: str
    issuers: tuple[str, ...]
    issued: str


@dataclass(frozen=True, slots=True)
class Named:
    """One of the two policies: its id, its name, its year, where it comes from and what it means, as a hash; its documents."""

    id: str
    name: str
    year: int | None
    region: str | None
    extract: str | None
    file: str
    meaning: str
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, repr=False)
class Diff:
    """All that differs between two policies. False where nothing does. As text it is what a terminal shows.

    households: what it comes to for typical households, where the caller has any; no part of the comparison itself.
    opened: finds the policy that a caller calls by its id or path, where somebody can; no part of it, either.
    """

    old: Named
    new: Named
    changes: tuple[Change, ...]
    unchanged: int
    households: Sheet | None = field(default=None, compare=False)
    opened: Callable[[Any], Policy] | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __str__(self) -> str:
        from policyc.compare.terminal import terminal_text
        from policyc.diagnostics.renderers.cells import printable

        return "\n".join(map(printable, terminal_text(self).rstrip("\n").split("\n")))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """The table, for a notebook."""
        from policyc.compare.report import document_of
        from policyc.document.html import render_part

        return render_part(document_of(self), f"d{self.old.meaning[:6]}{self.new.meaning[:6]}")

    def all(self) -> Iterator[Change]:
        """Every change, those that follow from others after these."""
        for change in self.changes:
            yield change
            yield from change.knock_on

    def mirror(self) -> Diff:
        """The comparison the other way round."""
        households = None if self.households is None else self.households.mirror()
        changes = in_order(change.mirror() for change in self.changes)
        return Diff(self.new, self.old, changes, self.unchanged, households, self.opened)

    def apply(self, old: Any) -> dict[str, dict[str, Any]]:
        """The newer policy's content, from the older policy and the changes.

        old: the policy as it was compared (its id, its path, a module), compiled, as the JSON document that ``build`` writes, or
        its content. The content is ``{subject: {key: statement}}``, as :func:`policyc.content` gives it of any policy. ValueError
        where it is not the older policy's.
        """
        from policyc.compare.applying import applied, content

        given = getattr(old, "policy", old)
        if not isinstance(given, Policy | Mapping) and self.opened is not None:
            given = self.opened(given)
        if not isinstance(given, Policy | Mapping):
            raise TypeError(f"a policy, its JSON document or its content is needed, not {type(given).__name__}")
        return applied(self, content(given))

    def to_dict(self) -> dict[str, Any]:
        """The comparison as the JSON document that ``policyc diff --format json`` prints (``policyc schema diff``)."""
        from policyc.compare.json_ import diff_data

        return diff_data(self)

    def to_pandas(self) -> Any:
        """A row a statement or case, as a pandas frame; amounts are Decimals. :data:`.frames.COLUMNS` says what columns hold.

        Raises ImportError where pandas is not installed.
        """
        from policyc.compare.frames import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> polars.DataFrame:
        """The same as a Polars frame. Raises ImportError where Polars is not installed."""
        from policyc.compare.frames import polars_frame

        return polars_frame(self)
