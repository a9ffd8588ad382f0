"""The tree with its tokens → a document: what stands beside what, where a line may end, and what is a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policyc.syntax.format.columns import align
from policyc.syntax.format.document import (
    INDENT,
    WIDTH,
    Align,
    Block,
    Comment,
    Document,
    Group,
    Hard,
    Line,
    flat_width,
    on_one_line,
)
from policyc.syntax.format.items import Cell, Item
from policyc.syntax.format.leaves import BLANK, Child, Leaf, Node

#: Rules whose operators stand between operands: where one line does not do, each of them begins one. (So do arguments.)
_CHAINS = frozenset({"or_expr", "and_expr", "sum", "product", "compare", "if_expr"})

#: What follows a declaration. The first two stay close to it.
_SHORT = frozenset({"principally", "direction"})
_NOTES = frozenset({"quote", "reported", "because"}) | _SHORT

#: Declarations that are aligned where they take one line.
_NAMED = frozenset(
    {
        "param", "rule", "part", "track", "target", "measure", "check", "table", "scale", "refine", "amend", "withdraw", "take",
    }
)  # fmt: skip

#: Lines of a block that begin with a keyword.
_KEYED = frozenset(
    {
        "region", "notice_year", "fiscal_year", "benefit_year", "period", "series", "under", "amends", "uses", "extract",
        "source_field", "actor", "condition", "deadline",
    }
)  # fmt: skip

#: The parts of a declaration before which a line may end.
_PARTS = frozenset(
    {
        "only_when", "exact_bound", "comparison_bound", "about_bound", "between_bound", "open_bound", "deadline", "cap",
        "rounding", "initial", "input_range",
    }
)  # fmt: skip

#: Blocks at the top that stand apart from what is around them.
_APART = frozenset({"policy", "source", "clause"})

#: Behind a pattern or condition that is longer, a line may end.
_SHORT_LEAD = 40

_LITERALS = frozenset({"quantity", "number", "date", "month"})


def file_document(root: Node) -> Document:
    """The document of a file."""
    *children, end = root.children
    layout = _Layout()
    items = [layout.item(child, "start") for child in children]
    for i, item in enumerate(items):
        if i and {_kind(children[i - 1]), _kind(children[i])} & _APART and BLANK not in item.before:
            item.before = (BLANK, *item.before)
    return layout.lines(items, end)


class _Layout:
    """Makes documents; it knows how deep in blocks it is."""

    def __init__(self) -> None:
        self._level = 0

    # -------------------------------------------------------------- items below one another

    def lines(self, items: Sequence[Item], end: Child) -> Document:
        """Items, each on a line, and the comments before the token that ends them."""
        align(items, INDENT * self._level)
        parts: list[Document] = []
        for item in items:
            parts += [*_comments(item.before, first=not parts), item.document(), Hard()]
        last = end.before if isinstance(end, Leaf) else ()
        while last and last[-1] == BLANK:
            last = last[:-1]
        return (*parts, *_comments(last, first=not parts))

    def item(self, child: Child, block: str) -> Item:
        """What stands in a block (or in the file), as an item."""
        child, before = _without_before(child)
        child, after = _without_after(child)
        if isinstance(child, Leaf):
            return Item("", _word(child), before=before, after=after)
        children, notes = _split_notes(child)
        short = 0
        while short < len(notes) and _kind(notes[short]) in _SHORT:
            short += 1
        item = self._cut(replace(child, children=children), block)
        item.before, item.after = before, after
        if _last(children[-1]).text == "}":
            item.gap = 1
        item.short = [self.part(note) for note in notes[:short]]
        item.notes = [self.part(note) for note in notes[short:]]
        return item

    def _cut(self, node: Node, block: str) -> Item:
        """An item without its notes: what of it aligns with its neighbours."""
        kind, children = node.kind, node.children
        hang = (flat_width(self.part(children[0])) or 3) + 1
        if kind in _NAMED:
            return self._cut_after(1, node, "named", hang)
        if kind in _KEYED:
            return self._cut_after(1, node, "keyed", hang)
        if kind in ("member", "option", "field"):
            return self._cut_name(node)
        if kind == "input":
            item = self._cut_name(replace(node, children=children[1:]))
            item.shape, item.hang = "input", hang
            item.cells[0].content = (self.part(children[0]), " ", item.cells[0].content)
            return item
        if kind in ("arm", "case", "exception"):
            item = self._cut_after(_place(children, "->"), node, kind)
            item.opens = (flat_width(item.cells[0].content) or WIDTH) > _SHORT_LEAD
            return item
        if kind == "modifier":
            return self._cut_after(2, node, kind)
        if kind == "record":
            return self._cut_after(_place(children, ":") + 1, node, kind)
        if kind == "row":
            at = _place(children, ":") + 1
            return Item("row", (), [Cell(self.joined(kind, children[:at])), *self._values(children[at:])])
        if kind == "columns":
            shape, columns = ("bracket", 3) if block == "scale" else ("row", 1)
            return Item(shape, (), [Cell(self.part(children[0]), columns=columns), *self._values(children[1:])])
        if kind == "bracket":
            return self._cut_bracket(node)
        return Item("", self.joined(kind, children), hang=hang)

    def _cut_after(self, at: int, node: Node, shape: str, hang: int = 4) -> Item:
        """One cell, and the rest."""
        lead, rest = self.joined(node.kind, node.children[:at]), self.joined(node.kind, node.children[at:])
        return Item(shape, rest, [Cell(lead)], hang=hang)

    def _cut_name(self, node: Node) -> Item:
        """``名 as alias …``: the name and its alias align."""
        name, word, alias, *rest = node.children
        cells = [Cell(self.part(name))]
        if not rest:
            return Item(node.kind, self.joined(node.kind, [word, alias]), cells)
        cells.append(Cell(self.joined(node.kind, [word, alias])))
        return Item(node.kind, self.joined(node.kind, rest), cells)

    def _cut_bracket(self, node: Node) -> Item:
        """``up to 3万元 -> 60%, 65%``."""
        lead, arrow, *values = node.children
        cells = [Cell(self.part(lead)), Cell("", right=True)]
        if isinstance(lead, Node):
            *words, number = lead.children
            cells = [Cell(self.joined(lead.kind, words)), Cell(self.part(number), right=True)]
        return Item("bracket", (), [*cells, Cell(self.part(arrow)), *self._values(values)])

    def _values(self, children: Sequence[Child]) -> list[Cell]:
        """Values with commas between them, as cells: a table may be wider than a line, but no cell is broken."""
        cells: list[Cell] = []
        for child in children:
            if _text(child) == ",":
                cells[-1].content = (cells[-1].content, self.part(child))
            else:
                cells.append(Cell(on_one_line(self.part(child)), right=_kind(child) in _LITERALS))
        return cells

    # -------------------------------------------------------------- one beside the other

    def part(self, child: Child) -> Document:
        """The document of a part of an item."""
        if isinstance(child, Leaf):
            return _word(child)
        joined = self.joined(child.kind, child.children)
        return Group(Align(joined)) if child.kind in _CHAINS else joined

    def joined(self, kind: str, children: Sequence[Child]) -> Document:
        """What stands in one rule of the grammar, one beside the other; a line may end where a new stretch begins."""
        stretches: list[list[Document]] = [[]]
        at = 0
        while at < len(children):
            child = children[at]
            if at:
                if kind in _CHAINS:
                    stretches[-1].append(Line() if isinstance(child, Leaf) else " ")
                elif kind == "call" and _text(children[at - 1]) == ",":
                    stretches[-1].append(Line())
                elif _begins_stretch(kind, children[at - 1], child):
                    stretches.append([])
                elif _apart(kind, children[at - 1], child):
                    stretches[-1].append(" ")
            if (closing := {"{": "}", "(": ")"}.get(_text(child))) is not None:
                end = at + _place(children[at:], closing)
                enclosed = self._block if closing == "}" else self._brackets
                stretches[-1].append(enclosed(kind, children[at : end + 1]))
                at = end
            else:
                stretches[-1].append(self.part(child))
            at += 1
        first, *others = [tuple(stretch) for stretch in stretches]
        return (*first, *[Group((Line(), *other)) for other in others])

    def _brackets(self, kind: str, children: Sequence[Child]) -> Document:
        inner = Align(self.joined(kind, children[1:-1]))
        return (self.part(children[0]), Group(inner) if kind == "call" else inner, self.part(children[-1]))

    def _block(self, kind: str, children: Sequence[Child]) -> Document:
        """Braces and what stands between them, on one line where it was written so and fits."""
        opening, *inner, closing = children
        assert isinstance(opening, Leaf) and isinstance(closing, Leaf)
        ends = _word(replace(closing, before=()))
        leaves = [*Node("", tuple(inner)).leaves(), replace(closing, after=None)]
        commented = opening.after is not None or any(leaf.commented for leaf in leaves)
        if not inner and not commented:
            return (_word(opening), ends)
        self._level += 1
        items = [self._with_comma(*member) for member in _members(kind, inner)]
        flat = None if commented or leaves[0].fresh or kind == "clause" else _on_one_line(items)
        broken = self.lines(items, closing)
        self._level -= 1
        return (_word(opening), Block(flat, broken), ends)

    def _with_comma(self, member: Child, comma: Child | None, block: str) -> Item:
        item = self.item(member, block)
        if isinstance(comma, Leaf):
            item.rest, item.after = (item.rest, ","), comma.after
        return item


def _members(kind: str, inner: Sequence[Child]) -> Iterator[tuple[Child, Child | None, str]]:
    """What stands between braces, with the comma behind each, and whose braces they are."""
    for at, child in enumerate(inner):
        if kind == "reading" and isinstance(child, Leaf):  # take 选项 because "…"
            yield Node("taken", tuple(inner[at:])), None, kind
            return
        if _text(child) != ",":
            comma = inner[at + 1] if at + 1 < len(inner) and _text(inner[at + 1]) == "," else None
            yield child, comma, kind


def _on_one_line(items: Sequence[Item]) -> Document | None:
    """The content of braces on their line, before anything is aligned."""
    parts: list[Document] = []
    for item in items:
        document = item.document()
        if flat_width(document) is None:
            return None
        after_comma = bool(parts) and isinstance(item.rest, tuple) and item.shape == "member"
        parts += [Line(1 if not parts or after_comma else 2), document]
    return (*parts, Line())


def _split_notes(node: Node) -> tuple[tuple[Child, ...], Sequence[Child]]:
    """What a declaration is, and the notes behind it."""
    at = len(node.children)
    while node.kind != "taken" and at > 1 and _kind(node.children[at - 1]) in _NOTES:
        at -= 1
    notes: list[Child] = []
    for note in node.children[at:]:
        before = notes[-1] if notes else None
        if isinstance(note, Node) and note.kind == "reported" and isinstance(before, Node) and before.kind == "quote":
            notes[-1] = replace(before, children=(*before.children, *note.children))  # one note
        else:
            notes.append(note)
    return node.children[:at], notes


def _begins_stretch(kind: str, before: Child, child: Child) -> bool:
    """Whether a line may end before a child that does not fit on it."""
    return _text(before) == "," or _kind(child) in _PARTS or (kind in _NAMED and _is(child, "_EQUALS"))


def _apart(kind: str, before: Child, child: Child) -> bool:
    """Whether there is a space between two neighbours in a rule."""
    if kind in ("type", "call", "negative", "negative_literal") or _text(child) == ",":
        return False
    if kind == "record":
        return ".." not in (_text(before), _text(child)) and _text(child) != ":"
    return not (kind == "row" and _text(child) == ":")


def _place(children: Sequence[Child], text: str) -> int:
    """Where a token stands among children."""
    return next(i for i, child in enumerate(children) if _text(child) == text)


def _without_before(child: Child) -> tuple[Child, tuple[str, ...]]:
    """A child without the comments before its first token, and those."""
    if isinstance(child, Leaf):
        return replace(child, before=()), child.before
    first, before = _without_before(child.children[0])
    return Node(child.kind, (first, *child.children[1:])), before


def _without_after(child: Child) -> tuple[Child, str | None]:
    """A child without the comment behind its last token, and that."""
    if isinstance(child, Leaf):
        return replace(child, after=None), child.after
    last, after = _without_after(child.children[-1])
    return Node(child.kind, (*child.children[:-1], last)), after


def _comments(before: tuple[str, ...], *, first: bool) -> Iterator[Document]:
    for i, line in enumerate(before):
        if line != BLANK:
            yield from (Comment(line, own_line=True), Hard())
        elif i or not first:
            yield Hard(blank=True)


def _word(leaf: Leaf) -> Document:
    """A token with the comments around it."""
    if not leaf.commented:
        return leaf.text
    before = [Comment(c, own_line=True) for c in leaf.before if c != BLANK]
    return (*before, leaf.text, *([Comment(leaf.after, own_line=False)] if leaf.after else ()))


def _last(child: Child) -> Leaf:
    return child if isinstance(child, Leaf) else _last(child.children[-1])


def _kind(child: Child) -> str:
    return child.kind if isinstance(child, Node) else ""


def _is(child: Child, type_: str) -> bool:
    return isinstance(child, Leaf) and child.type == type_


def _text(child: Child) -> str:
    return child.text if isinstance(child, Leaf) else ""
