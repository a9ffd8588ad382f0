"""``policyc stages FILE --stage tree|model``: what the compiler has made of a file so far, to read or as JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction

import click

from policyc.cli import options, report
from policyc.diagnostics.core import Span, has_errors
from policyc.diagnostics.order import ordered
from policyc.diagnostics.renderers import Language


@click.command()
@click.argument("path")
@click.option("--stage", type=click.Choice(["tree", "model"]), required=True, help="语法树或模型（tree or model）")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="文字或 JSON（text or JSON）")
@options.language
@click.pass_context
def command(ctx: click.Context, path: str, stage: str, format_: str, language: Language) -> None:
    """查看编译到某一步的结果：tree 是语法树，model 是解析好的政策。

    Print what the compiler has made of a file after parsing (tree) or after resolving it (model).
    """
    from policyc.model.policy import Origin
    from policyc.pipeline import sha256
    from policyc.semantics.relations.naming import named_by
    from policyc.semantics.resolve import resolve
    from policyc.syntax.parse import parse
    from policyc.workspace.compiling import library_of, name_of
    from policyc.workspace.places import absolute
    from policyc.workspace.reading import read_policy
    from policyc.workspace.settings import find_workspace

    place = absolute(path)
    name = name_of(place)
    text, found = read_policy(place, path)
    made: object = None
    if text is not None:
        tree, found = parse(text, name)
        made = tree
        if stage == "model":
            made = None
            if tree is not None:
                others, wrong = named_by(tree, library_of(find_workspace(), [place]))
                made, more = (None, ()) if wrong else resolve(tree, text, Origin(name, sha256(text)), others)
                found += (*wrong, *more)
    report.show(ordered(found), report.Files({name: text or ""}, {name: path}), "text", language)
    if made is not None:
        click.echo(json.dumps(_data(made), ensure_ascii=False, indent=2) if format_ == "json" else "\n".join(_lines(made)))
    ctx.exit(report.exit_code(found) or int(has_errors(found)))


def _lines(node: object, label: str = "", depth: int = 0) -> Iterator[str]:
    """A node a line, its parts below it; what is empty is left out."""
    head = "  " * depth + (f"{label}: " if label else "")
    if isinstance(node, tuple):
        if node and not any(is_dataclass(item) and not isinstance(item, Enum) for item in node):
            yield f"{head}{', '.join(map(_leaf, node))}"
            return
        if label:
            yield head.rstrip()
        for item in node:
            yield from _lines(item, "", depth + bool(label))
    elif is_dataclass(node) and not isinstance(node, type | Span):
        yield f"{head}{type(node).__name__}{_place(node)}"
        for field in fields(node):
            value = getattr(node, field.name)
            if not isinstance(value, Span) and value not in (None, ()) and field.name != "others":
                yield from _lines(value, field.name, depth + 1)
    else:
        yield f"{head}{_leaf(node)}"


def _place(node: object) -> str:
    span = getattr(node, "span", None)
    return f"  [{span.line}:{span.column}]" if isinstance(span, Span) else ""


def _leaf(value: object) -> str:
    return str(_data(value)) if not isinstance(value, str) or isinstance(value, Enum) else json.dumps(value, ensure_ascii=False)


def _data(value: object) -> object:
    """Any part of a tree or model as JSON; amounts as strings."""
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Fraction():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case tuple():
            return [_data(item) for item in value]
        case Span():
            return f"{value.line}:{value.column}-{value.end_line}:{value.end_column}"
    assert is_dataclass(value) and not isinstance(value, type), value
    return {"node": type(value).__name__, **{f.name: _data(getattr(value, f.name)) for f in fields(value) if f.name != "others"}}
