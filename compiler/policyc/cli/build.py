"""``policyc build PATH…``: compile, and write what the targets make of it."""

from __future__ import annotations

from pathlib import Path

import click

from policyc.cli import options, report
from policyc.cli.transcript import transcript
from policyc.diagnostics.renderers import Language
from policyc.workspace.replay import Said, remember


@click.command()
@options.policies
@click.option("-o", "--output", metavar="DIR", help="输出到这个文件夹，默认 generated/（output folder）")
@click.option("--check", is_flag=True, help="只检查生成的文件是否最新，不写（only say what is out of date）")
@click.option("--force", is_flag=True, help="覆盖手工改过的生成文件（overwrite files edited by hand）")
@options.summary
@options.template
@options.jobs
@options.no_cache
@options.format_of_diagnostics
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    check: bool,
    force: bool,
    summary: tuple[str, ...] | None,
    template: str | None,
    jobs: int | None,
    no_cache: bool,
    format_: str,
    language: Language,
) -> None:
    """编译政策文件（或文件夹、代号），生成 Python 模块、说明和 JSON。

    Compile policies and write their artefacts. Only what differs is written; a generated file that was edited by hand is not
    overwritten without --force. A policy with errors is not built; the others are. Sources are not looked at: see cite.
    Summaries are written as Markdown, as a page (html) and as Word (docx, which needs the extra office).
    """
    from policyc.targets import Wishes, lacking
    from policyc.workspace.build import Built, bring
    from policyc.workspace.digests import Digests
    from policyc.workspace.finding import find_policies
    from policyc.workspace.making import make
    from policyc.workspace.office import wishes_of
    from policyc.workspace.settings import find_workspace
    from policyc.workspace.timelines import check_timelines

    workspace = find_workspace()
    digests = Digests()
    files, found = find_policies(paths, workspace, digests)
    folder = Path(output) if output else workspace.output
    look = Path(template) if template else workspace.template
    wishes, told = wishes_of(summary or workspace.summary, look, folder, digests)
    with report.progress(len(files)) as step:
        work = make(files, workspace, digests, folder, wishes or Wishes(()), jobs=jobs, remember=not no_cache, step=step)
    outcomes = work.outcomes
    diagnostics = [*workspace.diagnostics, *found, *told, *(d for outcome in outcomes for d in outcome.diagnostics)]
    placed = [outcome.placement for outcome in outcomes if outcome.placement is not None]
    if len(placed) == len(outcomes):  # a policy that is not valid may fill a gap
        diagnostics += check_timelines(placed)
    if wishes is None:  # what cannot be written as it is wished is not written in another way
        built = Built((), (), ())
    else:
        built = work.failed or bring(outcomes, work.targets, folder, digests, check=check, force=force)
    diagnostics += built.diagnostics
    with transcript() as printed:
        report.tell(outcomes, diagnostics, format_, language)
    code = report.exit_code(diagnostics)
    for path in built.written:
        report.say(f"已写入 {path}" if language == "zh" else f"wrote {path}", format_)
    notes = [] if work.failed else [words if language == "zh" else words.en for words in lacking()]
    for note in notes:
        report.say(note, format_)
    if built.unchanged:
        report.say(_unchanged(len(built.unchanged), language), format_)
    if not no_cache and code != 2:
        count = len(built.unchanged) + len(built.written)  # so it would be if it were said again
        said = [*notes, *([_unchanged(count, language)] if count else [])]
        later = [(format_ != "text", line + "\n") for line in said]
        remember(ctx.obj, Said((*printed, *later), code), digests.seen)
    ctx.exit(code)


def _unchanged(count: int, language: Language) -> str:
    return f"{count} 个生成的文件没有变化" if language == "zh" else f"{report.many(count, 'generated file')} up to date"
