"""``policyc check PATH…``: compile, and tell all that is wrong; with ``--fix``, mend what surely can be mended."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.cli.transcript import transcript
from policyc.diagnostics.core import Diagnostic
from policyc.diagnostics.renderers import Language
from policyc.workspace.places import from_here
from policyc.workspace.replay import Said, remember

if TYPE_CHECKING:
    from policyc.workspace.mending import Mended
    from policyc.workspace.settings import Workspace


@click.command()
@options.policies
@options.sources
@click.option("--fix", is_flag=True, help="改正有把握的错误，写回文件（make the fixes that are surely right）")
@click.option("--diff", is_flag=True, help="只打印 --fix 会作的改动，不写文件（print what --fix would change）")
@options.jobs
@options.no_cache
@options.format_of_diagnostics
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    sources: str | None,
    fix: bool,
    diff: bool,
    jobs: int | None,
    no_cache: bool,
    format_: str,
    language: Language,
) -> None:
    """检查政策文件（或文件夹、代号），列出全部问题；--fix 改正其中有把握的。

    Check policy files, folders or ids, and report every error. --fix makes the fixes that are surely right, where a file has
    fewer errors for it and none that is new, and reports what is left.
    """
    from policyc.workspace.digests import Digests
    from policyc.workspace.finding import find_policies
    from policyc.workspace.making import look
    from policyc.workspace.settings import find_workspace
    from policyc.workspace.timelines import check_timelines

    workspace = find_workspace(sources=sources)
    digests = Digests()
    files, found = find_policies(paths, workspace, digests)
    if fix or diff:
        found = (*found, *_mend(files, workspace, format_, language, write=not diff))
        digests = Digests()  # what was looked at has changed
    with report.progress(len(files)) as step:
        outcomes = look(files, workspace, digests, jobs=jobs, remember=not no_cache, step=step)
    valid = [outcome.placement for outcome in outcomes if outcome.placement is not None]
    seams = check_timelines(valid) if len(valid) == len(outcomes) else ()  # a policy that is not valid may fill a gap
    diagnostics = (*workspace.diagnostics, *found, *(d for outcome in outcomes for d in outcome.diagnostics), *seams)
    with transcript() as printed:
        report.tell(outcomes, diagnostics, format_, language, to="diff" if diff else format_)
    code = report.exit_code(diagnostics)
    if code != 2 and not (no_cache or fix or diff):
        remember(ctx.obj, Said(printed, code), digests.seen)
    ctx.exit(code)


def _mend(
    files: Sequence[Path], workspace: Workspace, format_: str, language: Language, *, write: bool
) -> tuple[Diagnostic, ...]:
    """Mend files, or say how they would be mended; what could not be written."""
    from policyc.workspace import mending

    failed: list[Diagnostic] = []
    for mended in mending.mend(files, workspace):
        wrong = mending.write(mended) if write else ()
        failed += wrong
        for line in () if wrong else _changed(mended, language, written=write):
            report.say(line, format_)
    return tuple(failed)


def _changed(mended: Mended, language: Language, *, written: bool) -> Iterator[str]:
    """What was changed, as lines before and after; how much that mended."""
    shown = from_here(mended.path)
    if not written:
        yield from _difference(mended, shown)
        return
    before, after = mended.before.split("\n"), mended.after.split("\n")
    for tag, low, high, new_low, new_high in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield f"{shown}:{low + 1}:"
            yield from (f"  - {line.strip()}" for line in before[low:high])
            yield from (f"  + {line.strip()}" for line in after[new_low:new_high])
    codes = "、".join(dict.fromkeys(d.code.code for d in mended.gone))
    count = len(mended.gone)
    if language == "zh":
        yield f"{shown}：已改正 {count} 处（{codes}）"
    else:
        yield f"{shown}: fixed {report.many(count, 'problem')} ({codes.replace('、', ', ')})"


def _difference(mended: Mended, shown: str) -> Iterator[str]:
    old, new = mended.before.splitlines(), mended.after.splitlines()
    yield from difflib.unified_diff(old, new, f"a/{shown}", f"b/{shown}", n=1, lineterm="")
