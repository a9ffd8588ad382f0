"""``policyc rename OLD NEW [PATH…]``: change a name wherever it stands, or nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.cli.uses import heading, nothing
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from pathlib import Path

    from policyc.semantics.uses import Definition
    from policyc.workspace.renaming import Refused, Renaming


@click.command()
@click.argument("old")
@click.argument("new")
@options.policies
@click.option("--dry-run", is_flag=True, help="只列出要改的地方，不写文件（write nothing）")
@click.option("--diff", is_flag=True, help="打印改动，不写文件（print the difference, write nothing）")
@options.language
@click.pass_context
def command(
    ctx: click.Context, old: str, new: str, paths: tuple[str, ...], dry_run: bool, diff: bool, language: Language
) -> None:
    """给一个名称改名，所有文件里一起改。NEW 是英文就改英文代号，否则改中文名称；几处同名时写成 代号.名称。

    Give a name another one, in all files at once, if afterwards everything means what it meant. An ASCII NEW is the name after
    `as`. PATH: further files outside the workspace.
    """
    from policyc.workspace.finding import find_policies
    from policyc.workspace.names import index_of_name, nearest_name
    from policyc.workspace.renaming import Refused, rename, write
    from policyc.workspace.settings import find_workspace

    workspace = find_workspace()
    files, found = find_policies(paths, workspace) if paths else ((), ())
    index = index_of_name(old, workspace, files)
    wrong = (*workspace.diagnostics, *found, *index.diagnostics)
    report.show(wrong, report.Files({}, {}), "text", language)
    if report.exit_code(wrong):
        ctx.exit(2)
    meant = index.meant(old)
    if len(meant) != 1:
        none = "" if meant else nothing(old, nearest_name(old, workspace, files), language)
        click.echo(none or _many(old, meant, language), err=True)
        ctx.exit(1)
    done = rename(meant[0], new, workspace, files)
    if isinstance(done, Refused):
        _refuse(done, language)
        ctx.exit(1)
    if diff:
        click.echo("".join(_difference(done)), nl=False)
    elif not dry_run and (failed := write(done)) is not None:
        click.echo(f"没有改名，文件都保持原样：{failed}（nothing was renamed）", err=True)
        ctx.exit(2)
    click.echo("\n".join(_told(meant[0], done, language, written=not (dry_run or diff))), err=diff)


def _many(old: str, meant: tuple[Definition, ...], language: Language) -> str:
    zh = language == "zh"
    lines = [f"“{old}”有 {len(meant)} 处不同的声明，请写明是哪一个：" if zh else f"“{old}” means {len(meant)} things; say which:"]
    for each in meant:
        lines.append(f"  {each.policy}.{old.rpartition('.')[2]}  {heading(each, language)}  {_at(each)}")
    return "\n".join(lines)


def _at(definition: Definition) -> str:
    return f"{definition.span.file}:{definition.span.line}"


def _refuse(refused: Refused, language: Language) -> None:
    report.show(refused.diagnostics, report.Files(refused.texts, {}), "text", language)
    click.echo(f"没有改名：{refused.why}" if language == "zh" else f"not renamed: {refused.why.en}", err=True)


def _told(meant: Definition, done: Renaming, language: Language, *, written: bool) -> Iterator[str]:
    from policyc.workspace.places import from_here

    zh = language == "zh"
    for change in done.changes:
        yield f"{from_here(change.path)}{'：' if zh else ': '}{len(change.spans)}{' 处' if zh else ''}"
    yield from (from_here(path) for path in done.locks)
    places = sum(len(change.spans) for change in done.changes)
    files = len(done.changes)
    if zh:
        verb = "已改为" if written else "将改为"
        yield f"{heading(meant, language)}{verb}“{done.new}”：{files} 份文件、{places} 处；{done.meaning} 份政策的含义不变。"
        yield from ["请重新生成：policyc build"] if written else []
    else:
        verb = "is now" if written else "would be"
        told = f"{places} places in {files} files; {done.meaning} policies mean the same"
        yield f"{heading(meant, language)} {verb} “{done.new}”: {told}."
        yield from ["now build again: policyc build"] if written else []


def _difference(done: Renaming) -> Iterator[str]:
    for change in done.changes:
        yield from _of_file(change.path, change.before, change.after)
    for path, text in done.locks.items():
        yield from _of_file(path, path.read_text("utf-8"), text)


def _of_file(path: Path, before: str, after: str) -> Iterator[str]:
    from policyc.workspace.places import from_here

    shown = from_here(path)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = difflib.unified_diff(old, new, f"a/{shown}", f"b/{shown}", n=1)
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
