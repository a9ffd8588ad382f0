"""``policyc build PATH…``: compile, and write what the targets make of it."""

from __future__ import annotations

from pathlib import Path

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language


@click.command()
@options.policies
@click.option("-o", "--output", metavar="DIR", help="输出到这个文件夹，默认 generated/（output folder）")
@click.option("--check", is_flag=True, help="只检查生成的文件是否最新，不写（only say what is out of date）")
@click.option("--force", is_flag=True, help="覆盖手工改过的生成文件（overwrite files edited by hand）")
@options.format_of_diagnostics
@options.language
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    check: bool,
    force: bool,
    format_: str,
    language: Language,
) -> None:
    """编译政策文件（或文件夹、代号），生成 Python 模块、说明和 JSON。

    Compile policies and write their artefacts. Only what differs is written; a generated file that was edited by hand is not
    overwritten without --force. A policy with errors is not built; the others are. Sources are not looked at: see cite.
    """
    from policyc.workspace.build import build
    from policyc.workspace.compiling import compile_paths
    from policyc.workspace.finding import find_policies
    from policyc.workspace.settings import find_workspace
    from policyc.workspace.timelines import check_timelines

    workspace = find_workspace()
    files, found = find_policies(paths, workspace)
    compilations = compile_paths(files, workspace, cite=False)
    diagnostics = [*workspace.diagnostics, *found, *(d for c in compilations for d in c.diagnostics)]
    valid = [c.policy for c in compilations if c.ok and c.policy is not None]
    if len(valid) == len(compilations):  # a policy that is not valid may fill a gap
        diagnostics += check_timelines(valid)
    built = build(valid, Path(output) if output else workspace.output, check=check, force=force) if valid else None
    if built is not None:
        diagnostics += built.diagnostics
    named = report.files_of(files, compilations)
    report.show(diagnostics, named, format_, language)
    for line in report.told(compilations, named, diagnostics, language):
        report.say(line, format_)
    for path in built.written if built else ():
        report.say(f"已写入 {path}" if language == "zh" else f"wrote {path}", format_)
    if built is not None and built.unchanged:
        count = len(built.unchanged)
        said = f"{count} 个生成的文件没有变化" if language == "zh" else f"{report.many(count, 'generated file')} up to date"
        report.say(said, format_)
    ctx.exit(report.exit_code(diagnostics))
