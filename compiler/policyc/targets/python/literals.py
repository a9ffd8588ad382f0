"""Python source text for values and texts, escaped for where they land: a string, a docstring, a comment.

Texts of a policy are not trusted: quotes, backslashes, line breaks, control and direction characters come out as escapes,
so that what a reader sees is what Python runs. What is printed is a fixed point of ruff's formatter.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from fractions import Fraction

from policyc.model.types import EnumType, Member, Type, Unlimited, Value
from policyc.quantities.decimals import decimal_text, scale_of
from policyc.semantics.reserved import class_name, constant_name

#: No line is wider, in display cells: the line length of the project's own formatter.
WIDTH = 130

#: How ``unlimited`` is counted inside a module: above every amount that the compiler lets through, at any scale.
UNLIMITED_NAME = "_UNLIMITED"


def width(text: str) -> int:
    """Display cells: two for wide characters, as the formatter counts them."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def string(text: str) -> str:
    """A string literal on one line, in the quotes that need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + escaped(text).replace(quote, "\\" + quote) + quote


def escaped(text: str) -> str:
    """Backslashes and everything that does not show, as escapes; quotes as they are."""
    return "".join(_escape(character) for character in text)


def _escape(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    return repr(character)[1:-1]


def docstring_text(text: str) -> str:
    """A piece of a docstring: one line, nothing in it that could end it."""
    return escaped(text).replace('"', '\\"').strip()


def comment_text(text: str) -> str:
    """A piece of a comment: one line, and nothing that would tell Python of another encoding (PEP 263)."""
    return re.sub("(?<=coding)[:=]", lambda sign: f"\\x{ord(sign[0]):02x}", escaped(text).strip())


def string_block(text: str, indent: int, before: int = 0, after: int = 1) -> str:
    """A string literal at ``indent``; in brackets over several lines where one line has no room for it.

    before, after: how many cells stand before it (``quote=``) and behind it (a comma) on its line.
    """
    whole = string(text)
    if indent + before + width(whole) + after <= WIDTH:
        return whole
    margin = "\n" + " " * (indent + 4)
    pieces = [string(piece) for piece in _pieces(text, WIDTH - indent - 8)]
    return f"({margin}{margin.join(pieces)}\n{' ' * indent})"


def _pieces(text: str, room: int) -> list[str]:
    """The text cut so that each piece, as a literal, fits into ``room`` cells."""
    pieces, piece, used = [], "", 0
    for character in text:
        # a quote may cost an escape, depending on the quotes of the piece
        cells = width(_escape(character)) + (character in "\"'")
        if used + cells > max(room, 20) and piece:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += cells
    return [*pieces, piece]


def decimal(value: Fraction) -> str:
    """``Decimal("0.7")``; a value without a finite decimal is a ``Fraction(1, 3)``."""
    if scale_of(value) is None:
        return f"Fraction({value.numerator}, {value.denominator})"
    return f'Decimal("{decimal_text(value)}")'


def public_value(value: Value, kind: Type) -> str:
    """A value as a user of the module meets it."""
    match value:
        case Unlimited():
            return 'Decimal("Infinity")'
        case bool():
            return str(value)
        case Member():
            return member(value, kind)
        case datetime.date():
            return day(value)
        case Fraction():
            return decimal(value)
        case _:
            return str(value)


def member(value: Member, kind: Type) -> str:
    """``RegionTier.WEST``."""
    assert isinstance(kind, EnumType)
    return f"{class_name(kind.alias)}.{constant_name(value.alias)}"


def day(value: datetime.date) -> str:
    """``date(2023, 7, 26)``."""
    return f"date({value.year}, {value.month}, {value.day})"


def scaled(value: Fraction, scale: int | None) -> str:
    """An amount as it is counted inside the module: a whole number of units of its scale, or an exact fraction."""
    if scale is None:
        return f"Fraction({value.numerator}, {value.denominator})"
    counted = value * 10**scale
    assert counted.denominator == 1, f"{value} is finer than {scale} places"
    return str(counted.numerator)


def lines_of(text: str, indent: int) -> tuple[str, ...]:
    """A text of a comment or docstring, already escaped, cut into lines that leave room for an indent."""
    lines, line, used = [], "", 0
    for character in text:
        cells = width(character)
        if used + cells > WIDTH - indent and not line.endswith("\\"):
            lines.append(line.rstrip())
            line, used = "", 0
        line += character
        used += cells
    return tuple(line for line in (*lines, line.rstrip()) if line)
