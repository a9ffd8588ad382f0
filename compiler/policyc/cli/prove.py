"""``policyc prove PATH…``: what is claimed of all cases, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from policyc.cli import options, report
from policyc.diagnostics.codes import e0707, w0701
from policyc.diagnostics.renderers import Language

if TYPE_CHECKING:
    from policyc.pipeline import Compilation

#: Told in full by the proofs themselves.
_TOLD = {e0707.CODE, w0701.CODE}


_NO_CLAIMS = {"zh": "没有对一切情形的核对。", "en": "no claims for all cases."}


@click.command()
@options.policies
@options.sources
@click.option("--format", "format_", type=click.Choice(["text", "md", "json"]), default="text", help="输出的格式（format）")
@options.language
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], sources: str | None, format_: str, language: Language) -> None:
    """证明对一切情形的核对（check for all），并逐条判定是否符合上位政策。

    Prove what is claimed of every input and every admissible figure, and that policies keep to those above them. Ends with 1
    where something fails or a policy is not valid, with 3 where something is undecided.
    """
    from policyc.prove.results import Verdict
    from policyc.workspace.compiling import compile_paths
    from policyc.workspace.finding import find_policies
    from policyc.workspace.settings import find_workspace

    workspace = find_workspace(sources=sources)
    files, found = find_policies(paths, workspace)
    compilations = tuple(_under_all_readings(c) for c in compile_paths(files, workspace))
    every = (*workspace.diagnostics, *found, *(d for c in compilations for d in c.diagnostics))
    named = report.files_of(files, compilations)
    report.show(tuple(d for d in every if d.is_error and d.code not in _TOLD), named, "text", language)
    if format_ == "json":
        click.echo(
            json.dumps({"policies": [_data(c) for c in compilations if c.policy is not None]}, ensure_ascii=False, indent=2)
        )
    else:
        for compilation in compilations:
            _tell(compilation, named.called(compilation.file), format_, language)
        if format_ == "text" and len(compilations) > 1:
            click.echo(_sum(compilations, language))
    verdicts = {proof.verdict for c in compilations for proof in c.proofs}
    verdicts |= {x.verdict for c in compilations for x in c.conformity}
    code = report.exit_code(every)
    ctx.exit(code or (1 if Verdict.FAILS in verdicts else 3 if Verdict.UNDECIDED in verdicts else 0))


def _under_all_readings(compilation: Compilation) -> Compilation:
    """The proofs under the other readings too, which a build can do without."""
    from policyc.prove.checks import prove_checks
    from policyc.prove.conformity import under_all_readings

    policy = compilation.policy
    if policy is None:
        return compilation
    if any(proof.taken for proof in compilation.proofs):
        compilation = replace(compilation, proofs=prove_checks(policy, others=True))
    return replace(compilation, conformity=under_all_readings(policy, compilation.conformity))


def _tell(compilation: Compilation, file: str, format_: str, language: Language) -> None:
    from policyc.prove import conforming, telling

    policy, proofs = compilation.policy, compilation.proofs
    if policy is None:
        return
    if format_ == "md":
        click.echo(f"## {policy.name}（{policy.id}）\n")
        if proofs or not compilation.conformity:
            click.echo(telling.table(policy, proofs, language) if proofs else _NO_CLAIMS[language] + "\n")
        if compilation.conformity:
            click.echo(conforming.table(policy, compilation.conformity, language))
        return
    click.echo(f"{file}{'：' if language == 'zh' else ': '}{_counted(compilation, language)}")
    for proof in proofs:
        click.echo(f"  {telling.line(policy, proof, language)}")
    for line in conforming.lines(policy, compilation.conformity, language):
        click.echo(f"  {line}")


def _counted(compilation: Compilation, language: Language) -> str:
    from policyc.prove.results import Verdict

    if not compilation.ok and not compilation.proofs:
        return "政策有错误，没有证明" if language == "zh" else "the policy is not valid, so nothing was proved"
    counts = [sum(p.verdict is verdict for p in compilation.proofs) for verdict in Verdict]
    if language == "zh":
        if not compilation.proofs:
            return "没有对一切情形的核对"
        words = ("条成立", "条不成立", "条没有结论")
        return f"对一切情形的核对 {'、'.join(f'{n} {w}' for n, w in zip(counts, words, strict=True) if n)}"
    words = ("proved", "refuted", "undecided")
    told = ", ".join(f"{n} {w}" for n, w in zip(counts, words, strict=True) if n)
    return f"claims for all cases: {told}" if told else "no claims for all cases"


def _sum(compilations: Sequence[Compilation], language: Language) -> str:
    """共 3 份文件：对一切情形的核对 5 条，上位规定 40 项。"""
    proofs, findings = (sum(len(getattr(c, key)) for c in compilations) for key in ("proofs", "conformity"))
    if language == "zh":
        return f"共 {len(compilations)} 份文件：对一切情形的核对 {proofs} 条，上位规定 {findings} 项。"
    told = f"{report.many(proofs, 'claim')} for all cases, {report.many(findings, 'provision')} of policies above"
    return f"{report.many(len(compilations), 'file')}: {told}."


def _data(compilation: Compilation) -> dict[str, object]:
    from policyc.prove import conforming, telling

    policy = compilation.policy
    assert policy is not None
    return {
        "id": policy.id,
        "file": compilation.file,
        "checks": [telling.data(policy, p) for p in compilation.proofs],
        "conformity": [conforming.data(policy, x) for x in compilation.conformity],
    }
