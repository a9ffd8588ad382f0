"""``policyc uses NAME [PATH…]``: where a name is declared, and every place that uses it, policy by policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.core import Span
from policyc.diagnostics.renderers import Language
from policyc.diagnostics.renderers.cells import printable, width

if TYPE_CHECKING:
    from policyc.semantics.uses import Definition, Key
    from policyc.workspace.names import Index

#: A line longer than this is shown from its beginning only.
_LONGEST = 100


@click.command()
@click.argument("name")
@options.policies
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="输出的格式（format）")
@options.language
@click.pass_context
def command(ctx: click.Context, name: str, paths: tuple[str, ...], format_: str, language: Language) -> None:
    """列出一个名称在哪里声明、在哪里使用。NAME 是中文名称或英文代号，也可写成 代号.名称；不写 PATH 则查整个工作区。

    List where a name is declared and used: a Chinese name, an ASCII name, or either behind the id of a policy.
    """
    from policyc.workspace.finding import find_policies
    from policyc.workspace.names import index_of_name, nearest_name
    from policyc.workspace.places import from_here
    from policyc.workspace.settings import find_workspace

    workspace = find_workspace()
    files, found = find_policies(paths, workspace) if paths else ((), ())
    index = index_of_name(name, workspace, files)
    wrong = (*workspace.diagnostics, *found, *index.diagnostics)
    report.show(wrong, report.Files({}, {}), "text", language)
    if report.exit_code(wrong):
        ctx.exit(2)
    meant = index.meant(name)
    shown = frozenset(file for file, each in index.files.items() if not files or each.path in files)
    if format_ == "json":
        click.echo(json.dumps(_data(name, index, meant, shown), ensure_ascii=False, indent=2))
    elif meant:
        click.echo("\n\n".join("\n".join(_lines(index, definition, shown, language)) for definition in meant))
    else:
        click.echo(nothing(name, nearest_name(name, workspace, files), language), err=True)
    broken = [from_here(file.path) for file in index.files.values() if file.broken]
    if broken:
        told = f"{'、'.join(broken)} 有语法错误，其中的使用可能没有列全。"
        click.echo(told if language == "zh" else f"{', '.join(broken)}: syntax errors; uses may be missing.", err=True)
    ctx.exit(0 if meant else 1)


def nothing(name: str, near: str | None, language: Language) -> str:
    """What to say of a name that means nothing."""
    if language == "zh":
        return f"没有叫“{name}”的名称" + (f"；是不是“{near}”？" if near else "。")
    return f"nothing is called “{name}”" + (f"; did you mean “{near}”?" if near else ".")


# ------------------------------------------------------------------ for people


def heading(definition: Definition, language: Language) -> str:
    """What a definition is: 参数“个人缴费标准”（individual_contribution，cn_2023）."""
    from policyc.semantics.uses import What

    zh = language == "zh"
    what = definition.what.zh if zh else definition.what.en
    several = definition.what is What.SERIES or definition.policy == definition.alias
    known = [definition.alias, None if several else definition.policy]
    behind = ("，" if zh else ", ").join(word for word in known if word)
    behind = behind and (f"（{behind}）" if zh else f" ({behind})")
    if zh:
        inside = f"“{definition.within}”的" if definition.within else ""
        return f"{inside}{what.rpartition('的')[2]}“{definition.name}”{behind}"
    inside = f" of “{definition.within}”" if definition.within else ""
    return f"{what} “{definition.name}”{inside}{behind}"


def _lines(index: Index, meant: Definition, shown: frozenset[str], language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield heading(meant, language)
    places = _places(index, meant.key, shown)
    word, count = "声明" if zh else "declared", 0
    for file, spans in places.items():
        policy = index.files[file].names.policy
        yield f"{policy}{'：' if zh else ':'}"
        rows = [(_place(index, span), word if declared else "", span) for declared, span in spans]
        wide = max(width(place) for place, _, _ in rows)
        for place, said, span in rows:
            line = printable(_line(index, span).strip())
            short = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
            yield f"  {place}{' ' * (wide - width(place))}  {said}{' ' * (width(word) - width(said))}  {short}"
        count += sum(not d for d, _ in spans)
    users = len({file for file, spans in places.items() if not all(d for d, _ in spans)})
    if zh:
        yield f"使用 {count} 处，在 {users} 份文件里。" if count else "没有别处使用。"
    else:
        yield f"used in {count} {'place' if count == 1 else 'places'}, {users} {'file' if users == 1 else 'files'}."


def _places(index: Index, key: Key, shown: frozenset[str]) -> dict[str, list[tuple[bool, Span]]]:
    """Declarations (True) and uses of a thing, by file, where it is declared first."""
    spans = [(True, d.span) for d in index.known.get(key, ())]
    spans += [(False, use.span) for use in index.uses(key) if use.span.file in shown]
    found: dict[str, list[tuple[bool, Span]]] = {}
    for each in spans:
        found.setdefault(each[1].file, []).append(each)
    return {file: sorted(each, key=lambda pair: pair[1]) for file, each in found.items()}


def _place(index: Index, span: Span) -> str:
    from policyc.workspace.places import from_here

    return f"{from_here(index.files[span.file].path)}:{span.line}:{span.column}"


def _line(index: Index, span: Span) -> str:
    return index.files[span.file].text.split("\n")[span.line - 1]


# ------------------------------------------------------------------ for machines


def _data(name: str, index: Index, meant: tuple[Definition, ...], shown: frozenset[str]) -> dict[str, object]:
    return {"name": name, "found": [_one(index, definition, shown) for definition in meant]}


def _one(index: Index, meant: Definition, shown: frozenset[str]) -> dict[str, object]:
    places = [(declared, span) for spans in _places(index, meant.key, shown).values() for declared, span in spans]
    return {
        "kind": meant.what.en,
        "name": meant.name,
        "alias": meant.alias,
        "policy": meant.policy,
        "within": meant.within,
        "declared": [_span(index, span) for declared, span in places if declared],
        "used": [_span(index, span) for declared, span in places if not declared],
    }


def _span(index: Index, span: Span) -> dict[str, object]:
    return {
        "policy": index.files[span.file].names.policy,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "text": _line(index, span).strip(),
    }
