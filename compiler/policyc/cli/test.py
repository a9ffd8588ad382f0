"""``policyc test PATH…``: what the checks and examples of policies came to, and which branches and rows no example takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.evaluate.examples import ExampleReport
    from policyc.pipeline import Compilation


@click.command()
@options.policies
@options.sources
@options.format_of_diagnostics
@options.language
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], sources: str | None, format_: str, language: Language) -> None:
    """运行政策里的核对和示例，并列出没有示例走到的分支。

    Run the checks and examples of policies, and list the branches and rows that no example takes.
    """
    from policyc.workspace.compiling import compile_paths
    from policyc.workspace.finding import find_policies
    from policyc.workspace.settings import find_workspace

    workspace = find_workspace(sources=sources)
    files, found = find_policies(paths, workspace)
    compilations = compile_paths(files, workspace)
    diagnostics = (*workspace.diagnostics, *found, *(d for c in compilations for d in c.diagnostics))
    named = report.files_of(files, compilations)
    report.show(diagnostics, named, format_, language)
    for compilation in compilations:
        for line in _told(compilation, named.called(compilation.file), language):
            report.say(line, format_)
    if len(compilations) > 1:
        report.say(_sum(compilations, language), format_)
    ctx.exit(report.exit_code(diagnostics))


def _told(compilation: Compilation, name: str, language: Language) -> list[str]:
    ran = compilation.examples
    if ran is None:
        stopped = "有错误，没有运行示例" if language == "zh" else "errors; no example was run"
        return [f"{name}：{stopped}" if language == "zh" else f"{name}: {stopped}"]
    return [_summary(ran, name, language), *_missed(ran, name, language)]


def _summary(ran: ExampleReport, name: str, language: Language) -> str:
    checks, examples = sum(c.passed for c in ran.checks), sum(x.passed for x in ran.examples)
    taken, choices = ran.coverage.count, len(ran.coverage.choices)
    if language == "zh":
        held = f"核对 {checks}/{len(ran.checks)} 成立，示例 {examples}/{len(ran.examples)} 符合"
        return f"{name}：{held}，分支和表行走到 {taken}/{choices}"
    held = f"checks that hold: {checks}/{len(ran.checks)}, examples that pass: {examples}/{len(ran.examples)}"
    return f"{name}: {held}, branches and rows taken: {taken}/{choices}"


def _sum(compilations: Sequence[Compilation], language: Language) -> str:
    """共 3 份文件：核对 5/5 成立，示例 20/21 符合。"""
    ran = [c.examples for c in compilations if c.examples is not None]
    checks, examples = [c.passed for r in ran for c in r.checks], [x.passed for r in ran for x in r.examples]
    stopped = len(compilations) - len(ran)
    if language == "zh":
        held = f"核对 {sum(checks)}/{len(checks)} 成立，示例 {sum(examples)}/{len(examples)} 符合"
        return f"共 {len(compilations)} 份文件：{held}{f'；{stopped} 份有错误，没有运行' if stopped else ''}。"
    held = f"checks that hold: {sum(checks)}/{len(checks)}, examples that pass: {sum(examples)}/{len(examples)}"
    return f"{report.many(len(compilations), 'file')}: {held}{f'; {stopped} with errors, not run' if stopped else ''}."


def _missed(ran: ExampleReport, name: str, language: Language) -> list[str]:
    head = "没有示例走到" if language == "zh" else "not taken"
    colon = "：" if language == "zh" else ": "
    return [f"  {name}:{choice.span.line}{colon}{head}{colon}{choice.rule}：{choice.text}" for choice in ran.coverage.missed]
