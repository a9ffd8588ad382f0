"""``policyc schema policy|diff|trend|run|compare-run|diagnostics``: the published JSON Schemas."""

from __future__ import annotations

import click


@click.command()
@click.argument("what", type=click.Choice(["policy", "diff", "trend", "run", "compare-run", "diagnostics"]))
def command(what: str) -> None:
    """输出各种 JSON 的 Schema：生成的 JSON（policy）、比较（diff）、历年变化（trend）、诊断（diagnostics）、
    人群测算（run）和测算对比（compare-run）。

    Print the JSON Schema of built policies, of comparisons, of trends, of diagnostics, of runs over people and their comparison.
    """
    if what == "policy":
        from policyc.targets.json_ import schema_text
    elif what == "diff":
        from policyc.compare.json_ import schema_text
    elif what == "trend":
        from policyc.compare.trends.json_ import schema_text
    elif what == "run":
        from policyc.columns.telling import schema_text
    elif what == "compare-run":
        from policyc.columns.winners.shown import schema_text
    else:
        from policyc.diagnostics.renderers.json_ import schema_text
    click.echo(schema_text(), nl=False)
