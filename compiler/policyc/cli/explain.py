"""``policyc explain CODE``: the manual page of a diagnostic; without a code, the list of all."""

from __future__ import annotations

import click

from policyc.diagnostics import registry


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """说明一个诊断代码：它查什么，为什么，怎么改。不写代码时列出全部。

    Print the manual page of a diagnostic such as E0101; without a code, list them all.
    """
    if code is None:
        for name in registry.names():
            page = registry.load(name)
            click.echo(f"{name}  {page.manual.splitlines()[0] if page and page.manual else ''}")
        return
    page = registry.load(code)
    if page is None:
        raise click.UsageError(f"没有代码 {code}；不写代码可列出全部（no such code）")
    click.echo(f"{page.code.code}  {page.manual}")
