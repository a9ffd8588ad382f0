"""``policyc check PATH…``: compile without writing anything, and tell all that is wrong."""

from __future__ import annotations

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language


@click.command()
@options.policies
@options.sources
@options.format_of_diagnostics
@options.language
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], sources: str | None, format_: str, language: Language) -> None:
    """检查政策文件（或文件夹、代号），列出全部问题。

    Check policy files, folders or ids, and report every error.
    """
    from policyc.workspace.compiling import compile_paths
    from policyc.workspace.finding import find_policies
    from policyc.workspace.settings import find_workspace
    from policyc.workspace.timelines import check_timelines

    workspace = find_workspace(sources=sources)
    files, found = find_policies(paths, workspace)
    compilations = compile_paths(files, workspace)
    valid = [c.policy for c in compilations if c.ok and c.policy is not None]
    seams = check_timelines(valid) if len(valid) == len(compilations) else ()  # a policy that is not valid may fill a gap
    diagnostics = (*workspace.diagnostics, *found, *(d for c in compilations for d in c.diagnostics), *seams)
    named = report.files_of(files, compilations)
    report.show(diagnostics, named, format_, language)
    for compilation in compilations:
        colon = "：" if language == "zh" else ": "
        report.say(f"{named.called(compilation.file)}{colon}{report.checked(compilation, language)}", format_)
    ctx.exit(report.exit_code(diagnostics))
