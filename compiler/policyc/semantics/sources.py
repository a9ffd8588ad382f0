"""Source blocks and clauses: which lines a source has, and the clauses that declarations stand in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from policyc.diagnostics.codes import e0206, e0220, e0319, e0413, w0205
from policyc.diagnostics.core import Label, Span, listed
from policyc.model.policy import Clause, Source
from policyc.semantics import citing, literals, numbering
from policyc.semantics.context import Context
from policyc.syntax import tree

#: The lines of a source block, and whether each is text, a list of texts, or a date (which may be ``unknown``).
KEYS = {
    "title": "text", "number": "text", "issuers": "texts", "issued": "date", "published": "date", "effective": "date",
    "expires": "date", "status": "text", "url": "text", "retrieved": "date", "file": "text", "sha256": "text",
    "nature": "text", "index": "text",
}  # fmt: skip
_WANTED = ("title", "number", "issuers", "issued")


def source(ctx: Context, node: tree.Source) -> Source:
    """A document."""
    lines: dict[str, tree.SourceField] = {}
    for line in node.fields:
        key = line.key.text
        if key not in KEYS:
            ctx.report(e0220.CODE.at(line.key.span, key=key, keys=listed(KEYS)))
        elif key in lines:
            label = Label(lines[key].span, "先在这里写过", "first written here")
            ctx.report(e0206.CODE.at(line.span, line=key, related=[label]))
        elif _shaped(ctx, line):
            lines[key] = line
    missing = [key for key in _WANTED if key not in {line.key.text for line in node.fields}]
    if missing:
        ctx.report(w0205.CODE.at(node.name.span, name=node.name.text, keys=listed(missing)))
    written = {key: tuple(value.text for value in line.values) for key, line in lines.items()}
    texts = {key: values[0] for key, values in written.items() if KEYS[key] == "text"}
    issued = written.get("issued", ("unknown",))[0]
    day = None if issued == "unknown" else literals.day(issued)
    _numbered(ctx, lines, day)
    return Source(
        name=node.name.text,
        alias=node.alias.text,
        title=texts.get("title"),
        number=texts.get("number"),
        issuers=written.get("issuers", ()),
        issued=day,
        file=texts.get("file"),
        sha256=texts.get("sha256"),
        fields=tuple(written.items()),
        span=node.span,
    )


def _numbered(ctx: Context, lines: Mapping[str, tree.SourceField], day: datetime.date | None) -> None:
    """The document's number, as far as there is one."""
    number = next(iter(lines["number"].values)) if "number" in lines else None
    dated = next(iter(lines["issued"].values)) if "issued" in lines else None
    if isinstance(number, tree.Text):
        ctx.report(*numbering.check_number(number, dated if isinstance(dated, tree.DateLiteral) else None, day))


def _shaped(ctx: Context, line: tree.SourceField) -> bool:
    """Whether the values are what the key takes."""
    kind = KEYS[line.key.text]
    wanted: type | tuple[type, ...] = (tree.DateLiteral, tree.Name) if kind == "date" else tree.Text
    wrong = next((value for value in line.values if not isinstance(value, wanted)), None)
    if wrong is None and kind != "texts" and len(line.values) > 1:
        wrong = line.values[1]
    if wrong is not None:
        forms = {"text": '"…"', "texts": '"…", "…"', "date": "2023-07-26 / unknown"}
        ctx.report(e0413.CODE.at(wrong.span, key=line.key.text, form=forms[kind]))
        return False
    impossible = [v for v in line.values if isinstance(v, tree.DateLiteral) and literals.day(v.text) is None]
    for value in impossible:
        ctx.report(e0319.CODE.at(value.span, text=value.text))
    return not impossible


def clauses(ctx: Context, file: tree.File) -> dict[Span, Clause]:
    """The clauses of a file; two blocks of the same clause are one clause."""
    found: dict[tuple[str, str, str], Clause] = {}
    blocks: dict[Span, Clause] = {}
    for node in _clause_nodes(file):
        name = citing.source_name(ctx, node.source)
        clause = Clause(name, node.locator.text, node.span, ctx.policy_of(node.span))
        clause = found.setdefault((clause.policy, name, node.locator.text), clause)
        blocks[node.span] = clause
    return blocks


def _clause_nodes(file: tree.File) -> Iterator[tree.Clause]:
    return (item for item in file.items if isinstance(item, tree.Clause))
