"""A document as Markdown (GitHub's): whatever a text contains, it is printed as it stands and never becomes markup or a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from policyc.document.blocks import (
    Bars,
    Block,
    Chart,
    Deleted,
    Document,
    Heading,
    Inline,
    Inserted,
    Item,
    Judged,
    Line,
    Link,
    Listing,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
)
from policyc.document.plain import judged, links_of, plain, tidy

#: What stands somewhere without being seen.
_NOTHING = "<!-- -->"
_MARKUP = re.compile(r"[\\`*_{}\[\]|~$#]|!\Z")  # an exclamation mark before a link would make a picture of it
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
#: What GitHub makes a link of, although nothing marks it as one.
_ADDRESS = re.compile(r":(?=//)|(?<=[Ww]{3})\.")
#: An address of mail is looked for after escapes are resolved; only something that is not text keeps it apart.
_MAIL = re.compile(r"@(?=\w)")
#: What would make a list, a rule or an underline of a line that starts with it.
_OPENING = re.compile(r"^(?:=|[-+](?=[-+\s]|$)|\d+[.)](?=\s|$))")
#: What asterisks can mark wherever it stands. They do not work between punctuation, such as Chinese quotation marks, and a word.
_MARKABLE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)


def render_markdown(document: Document) -> str:
    """The document as Markdown, ending in a line break. Anchors stand where a link leads to one."""
    wanted = links_of(document)
    facts = "\n".join(f"- {escape(label)}：{_line(line)}" for label, line in document.facts)
    footer = ("---", *map(_line, document.footer)) if document.footer else ()
    parts = (f"# {escape(document.title)}".rstrip(), facts, *_blocks(document.blocks, wanted, after_list=bool(facts)), *footer)
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(value: object) -> str:
    """One line of text, safe in a paragraph, a list item, a heading and a table cell."""
    return _opening(_escaped(plain(str(value)).strip()))


# ------------------------------------------------------------------ blocks


def _blocks(blocks: Iterable[Block], wanted: frozenset[str], *, after_list: bool = False) -> Iterator[str]:
    for block in blocks:
        text = _block(block, wanted)
        if not text:
            continue
        is_list = isinstance(block, Listing)
        if is_list and after_list:
            yield _NOTHING  # else the two would be one list
        yield text
        after_list = is_list


def _block(block: Block, wanted: frozenset[str]) -> str:
    match block:
        case Heading():
            anchor = f'<a id="{block.anchor}"></a>' if block.anchor in wanted else ""
            return f"{'#' * min(block.level + 1, 6)} {anchor}{_line(block.line)}".rstrip()
        case Paragraph():
            return _line(block.line)
        case Listing():
            return "\n".join(_items(block.items, ordered=block.ordered))
        case Table():
            return _table(block)
        case Note():
            title = tuple(Strong(part.text) if isinstance(part, Text) else part for part in block.title)
            inner = "\n\n".join(part for part in (_line(title), *_blocks(block.blocks, wanted)) if part)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case Chart() | Bars():
            return ""  # its figures stand in a table
    assert_never(block)


def _items(items: Sequence[Item], *, ordered: bool) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        mark = f"{number}." if ordered else "-"
        yield f"{mark} {_line(item.line) or _NOTHING}"  # a mark alone would underline the line above
        yield from (f"{' ' * (len(mark) + 1)}{line}" for line in _items(item.children, ordered=False))


def _table(table: Table) -> str:
    rules = ("---:" if place in table.numeric else "---" for place in range(len(table.head)))
    rows = (_row(map(_line, table.head)), _row(rules), *(_row(map(_line, row)) for row in table.rows))
    caption = _line((Strong(table.caption),))
    return f"{caption}\n\n" * bool(caption) + "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


# ------------------------------------------------------------------ lines


def _line(line: Line) -> str:
    return _opening("".join(map(_inline, tidy(line))))


def _inline(part: Inline) -> str:
    text = _escaped(part.text)
    match part:
        case Text():
            return text
        case Strong():
            return f"**{text}**" if _MARKABLE.fullmatch(part.text) else f"<strong>{text}</strong>"
        case Link():
            return f"[{text}](#{part.anchor})"
        case Inserted():
            return f"<ins>{text}</ins>"
        case Deleted():
            return f"<del>{text}</del>"
        case Judged():
            return _escaped(judged(part))
    assert_never(part)


def _escaped(text: str) -> str:
    text = _MARKUP.sub(lambda hit: "\\" + hit.group(), text)
    text = "".join(_HTML.get(character, character) for character in text)
    text = _ADDRESS.sub(lambda hit: "\\" + hit.group(), text)
    return _MAIL.sub(f"@{_NOTHING}", text)


def _opening(line: str) -> str:
    return _OPENING.sub(lambda hit: hit.group()[:-1] + "\\" + hit.group()[-1], line)
