"""Text → its tokens with the comments and blank lines before and after them, on the tree of the grammar's rules.

What the grammar ignores lies between the tokens, and nothing else does: so every comment is found there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from policyc.syntax.characters import normalised
from policyc.syntax.format.spelling import Keywords, spellings
from policyc.syntax.grammar import parser
from policyc.syntax.soft import declared_keywords, tokens

if TYPE_CHECKING:
    from lark import Token, Tree

#: A blank line among the comments before a token.
BLANK = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A token, as it is to be written.

    before: comments on lines of their own, and BLANK for blank lines, between it and the token before. after: the comment
    that ends its line. fresh: whether it begins a line of the text.
    """

    type: str
    text: str
    before: tuple[str, ...] = ()
    after: str | None = None
    fresh: bool = False

    @property
    def commented(self) -> bool:
        """Whether a comment stands before or after it."""
        return self.after is not None or any(self.before)


@dataclass(frozen=True, slots=True)
class Node:
    """What a rule of the grammar matches: everything that it is written with."""

    kind: str
    children: tuple[Child, ...]

    def leaves(self) -> Iterator[Leaf]:
        """All tokens, in order."""
        todo: list[Child] = [self]
        while todo:
            child = todo.pop()
            if isinstance(child, Leaf):
                yield child
            else:
                todo.extend(reversed(child.children))


Child = Node | Leaf


def read(text: str, keywords: Keywords = "keep") -> Node:
    """The tree of a text that parses, its keywords spelt as asked for.

    Its last child is the end of the file, an empty token with the comments before it.
    """
    text = normalised(text)
    names = declared_keywords(text)
    lexed, tree = _parsed(text, names)
    leaves = _settled(_leaves(text, lexed, spellings(lexed, keywords, names)))
    starts = {token.start_pos: i for i, token in enumerate(lexed)}
    ends = {token.end_pos: i + 1 for i, token in enumerate(lexed)}

    def built(part: Any, first: int, last: int) -> Node:
        children: list[Child] = []
        at = first
        for child in part.children:
            if hasattr(child, "data") and not child.meta.empty:
                start, end = starts[child.meta.start_pos], ends[child.meta.end_pos]
                children += _words(leaves[at:start])
                children.append(built(child, start, end))
                at = end
        children += _words(leaves[at:last])
        return Node(part.data, tuple(children))

    return built(tree, 0, len(leaves))


def _words(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """What is to be written: a semicolon ends a line, and so does the end of the line."""
    return (leaf for leaf in leaves if leaf.text != ";")


def _parsed(text: str, names: frozenset[str]) -> tuple[list[Token], Tree[Token]]:
    """The tokens of a text, and its tree; as :mod:`policyc.syntax.parse` reads it, looking closely only where it must."""
    from lark import UnexpectedToken

    if not names:
        with suppress(UnexpectedToken):
            return _fed(lambda parsing: parsing.lexer_thread.lex(parsing.parser_state), text)
    return _fed(lambda parsing: tokens(parsing, names), text)


def _fed(lexer: Callable[[Any], Iterable[Token]], text: str) -> tuple[list[Token], Tree[Token]]:
    parsing: Any = parser().parse_interactive(text)
    lexed: list[Token] = []
    for token in lexer(parsing):
        parsing.feed_token(token)
        lexed.append(token)
    tree: Tree[Token] = parsing.feed_eof(lexed[-1] if lexed else None)
    return lexed, tree


def _leaves(text: str, lexed: Iterable[Token], spelt: Iterable[str]) -> Iterator[Leaf]:
    """The tokens, and the end of the file, with what lies between them."""
    previous: Leaf | None = None
    at = 0
    for token, spelling in zip(lexed, spelt, strict=True):
        start, end = token.start_pos or 0, token.end_pos or 0
        after, before, fresh = _between(text[at:start], at_beginning=previous is None)
        if previous is not None:
            yield replace(previous, after=after)
        previous, at = Leaf(token.type, spelling, before, fresh=fresh), end
    after, before, _ = _between(text[at:] + "\n", at_beginning=previous is None)
    if previous is not None:
        yield replace(previous, after=after)
    yield Leaf("$END", "", before, fresh=True)


def _between(gap: str, *, at_beginning: bool) -> tuple[str | None, tuple[str, ...], bool]:
    """The comment that ends the line of the token before, what stands on lines between, and whether there is a line end."""
    lines = [_comment(line) for line in gap.split("\n")]
    own = lines if at_beginning else lines[1:]
    return None if at_beginning else lines[0] or None, _collapsed(own[:-1]), len(lines) > 1


def _comment(line: str) -> str:
    """The comment of a line that has nothing else; what is neither a comment nor a space only separates."""
    sign = min((line.find(c) for c in "#＃" if c in line), default=-1)
    return "#" + line[sign + 1 :].rstrip() if sign >= 0 else BLANK


def _collapsed(lines: Iterable[str]) -> tuple[str, ...]:
    """At most one blank line in a row."""
    kept: list[str] = []
    for line in lines:
        if line != BLANK or not kept or kept[-1] != BLANK:
            kept.append(line)
    return tuple(kept)


def _settled(leaves: Iterable[Leaf]) -> list[Leaf]:
    """A comment before a comma or an opening brace is put behind it, where a line can end; one at a semicolon, beside it."""
    settled: list[Leaf] = []
    carried: tuple[str, ...] = ()
    for leaf in leaves:
        if carried:
            leaf, carried = replace(leaf, before=(*carried, *leaf.before)), ()
        last = settled[-1] if settled else None
        if leaf.text == ";" and leaf.commented:
            behind = () if leaf.after is None else (leaf.after,)
            if behind and last is not None and last.text != ";" and last.after is None and not any(leaf.before):
                settled[-1], behind = replace(last, after=leaf.after), ()
            leaf, carried = replace(leaf, before=(), after=None), (*leaf.before, *behind)
        elif leaf.text in (",", "{") and last is not None and (last.after is not None or any(leaf.before)):
            said = [c for c in (last.after, *leaf.before, leaf.after) if c]
            settled[-1] = replace(last, after=None)
            leaf, carried = replace(leaf, before=(), after=said[0]), tuple(said[1:])
        settled.append(leaf)
    return settled
