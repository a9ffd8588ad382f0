"""What stands on a line of its own: a declaration, or a line of a block, cut into what neighbours align.

An item is ``cells``, each as wide as its neighbours' cells, then ``rest``, ``short`` notes close to it, and ``notes``, which
begin in one column with its neighbours' where they fit.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policyc.syntax.format.document import Comment, Document, Group, Hard, Line, Nest, flat_width


@dataclass(slots=True)
class Cell:
    """A cell; ``right``: a figure, which is filled up on the left where all above and below are. columns: how many it takes."""

    content: Document
    right: bool = False
    columns: int = 1
    width: int = 0

    @property
    def own_width(self) -> int | None:
        """How wide its content is; None where that takes several lines."""
        return flat_width(self.content)

    @property
    def fill(self) -> int:
        """The spaces that it is filled up with."""
        own = self.own_width
        return 0 if own is None else max(0, self.width - own)


@dataclass(slots=True)
class Item:
    """A line, or what begins one.

    shape: items of one shape align with one another ("" aligns with nothing). before: comments and blank lines. hang: how far
    further lines are indented. gap: the spaces before its first note; None where that stands on a line below. opens: whether a
    line may end between the cells and the rest. after: the comment at its end.
    """

    shape: str
    rest: Document
    cells: list[Cell] = field(default_factory=list)
    short: list[Document] = field(default_factory=list)
    notes: list[Document] = field(default_factory=list)
    before: tuple[str, ...] = ()
    hang: int = 4
    gap: int | None = 2
    opens: bool = False
    after: str | None = None

    def head(self) -> Document:
        """Everything before the notes."""
        parts: list[Document] = []
        spaces = 0
        for cell in self.cells:
            left, right = (cell.fill, 0) if cell.right else (0, cell.fill)
            parts += [" " * (spaces + left), cell.content]
            spaces = right + 1
        if self.rest != ():
            gap = " " * (spaces if self.cells else 0)
            parts.append(Group((Line(spaces), self.rest)) if self.opens else (gap, self.rest))
        return (*parts, *[Group((Line(), note)) for note in self.short])

    def document(self) -> Document:
        """All of it. A note that does not fit stands on a line below."""
        parts: list[Document] = []
        for i, note in enumerate(self.notes):
            gap = 2 if i else self.gap
            parts.append((Hard(), note) if gap is None else Group((Line(gap), note)))
        if self.after is not None:
            parts.append(Comment(self.after, own_line=False))
        return Nest(self.hang, (self.head(), *parts))
