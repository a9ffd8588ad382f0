"""The Click group, whose verbs, one file each, are loaded only when they are called."""

from __future__ import annotations

from importlib import import_module

import click

from policyc.cli import VERBS


class _Verbs(click.Group):
    """A group that knows its verbs by name and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"policyc.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令 Commands"):
            for verb, said in VERBS.items():
                formatter.write_text(f"{verb:<13}{said}")


@click.group(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="把政策文件（.pol）编译成可以运行、可以核对的程序。\n\nCompile social policy that is written as data.",
)
@click.version_option(package_name="policyc", prog_name="policyc", message="%(prog)s %(version)s")
def group() -> None:
    """Everything is in the verbs."""
