"""Text from a policy as Markdown: whatever it contains, it is printed as it stands and never becomes markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*_{}\[\]|~$]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
#: What would make a heading, a quotation or a list of a line that starts with it.
_OPENING = re.compile(r"^(?:#|=|[-+](?=[-+\s]|$)|\d+[.)](?=\s|$))")


def escape(value: object) -> str:
    """One line of text, safe in a paragraph, a list item, a heading and a table cell."""
    text = " ".join(str(value).split())
    text = _MARKUP.sub(lambda hit: "\\" + hit.group(), text)
    text = "".join(_HTML.get(character, character) for character in text)
    return _OPENING.sub(lambda hit: hit.group()[:-1] + "\\" + hit.group()[-1], text)
