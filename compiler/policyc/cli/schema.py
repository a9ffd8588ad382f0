"""``policyc schema policy|diff|trend|diagnostics``: the published JSON Schemas."""

from __future__ import annotations

import click


@click.command()
@click.argument("what", type=click.Choice(["policy", "diff", "trend", "diagnostics"]))
def command(what: str) -> None:
    """输出生成的 JSON（policy）、比较（diff）、历年变化（trend）或诊断（diagnostics）的 JSON Schema。

    Print the JSON Schema of built policies, of comparisons, of trends, or of diagnostics.
    """
    if what == "policy":
        from policyc.targets.json_ import schema_text
    elif what == "diff":
        from policyc.compare.json_ import schema_text
    elif what == "trend":
        from policyc.compare.trends.json_ import schema_text
    else:
        from policyc.diagnostics.renderers.json_ import schema_text
    click.echo(schema_text(), nl=False)
