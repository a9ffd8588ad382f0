"""``policyc lsp``: the language server that editors start."""

from __future__ import annotations

from importlib.util import find_spec

import click


@click.command()
@click.option("--stdio", is_flag=True, help="经标准输入输出通信，总是如此（always so; accepted because editors pass it）")
def command(stdio: bool) -> None:
    """语言服务器：编辑器启动它，得到检查、悬停、补全、跳转、格式化和改名。需要 pip install "policyc[lsp]"。

    Talk the language server protocol with an editor over standard input and output.
    """
    if find_spec("pygls") is None:
        raise click.ClickException('语言服务器需要 pygls：pip install "policyc[lsp]"（the language server needs the extra lsp）')
    from policyc.server.protocol import run

    run()
