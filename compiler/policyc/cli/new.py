"""``policyc new NAME``: a commented file to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import click

from policyc.cli import options
from policyc.diagnostics.renderers import Language

_NAME = re.compile(r"(?!\d)\w*[\u3400-\u9fff]\w*")
_ID = re.compile(r"[a-z_][a-z0-9_]*")


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--as", "id_", metavar="ID", help="英文代号，默认 policy_年度（ASCII name）")
@click.option("--region", default="全国", metavar="R", help="地区名称（region）")
@click.option("--code", default="CN", metavar="CODE", help="行政区划代码，如 370400（code of the region）")
@click.option("--year", type=click.IntRange(1949, 2199), help="文件年度，默认今年（year of the notice）")
@click.option("--keywords", type=click.Choice(["zh", "en"]), help="关键字用中文还是英文，默认随语言（spelling of keywords）")
@click.option("-o", "--output", metavar="FILE", help="写入这个文件，默认政策文件夹里的 代号.pol（file to write）")
@options.language
def command(
    name: str,
    id_: str | None,
    region: str,
    code: str,
    year: int | None,
    keywords: str | None,
    output: str | None,
    language: Language,
) -> None:
    """新建一份带注释的政策文件，NAME 是政策的中文名称。已有的文件不会被覆盖。

    Start a commented policy file that compiles as it stands. An existing file is never overwritten.
    """
    import datetime

    from policyc.workspace.settings import find_workspace
    from policyc.workspace.starting import Start, starter

    for what, value in (("政策名称", name), ("地区名称", region)):
        if not _NAME.fullmatch(value):
            raise click.UsageError(f"{what}“{value}”要含汉字，不含空格和标点（a name contains a Chinese character）")
    year = year or datetime.date.today().year
    id_ = id_ or f"policy_{year}"
    if not _ID.fullmatch(id_) or not re.fullmatch(r"\w+", code):
        raise click.UsageError(f"代号用小写字母、数字和下划线，不是“{id_}”“{code}”（an id reads policy_2024）")
    folder = find_workspace().policies
    path = Path(output) if output else (folder if folder.is_dir() else Path()) / f"{id_}.pol"
    try:
        text = starter(Start(name, id_, region, code, year), path.name, "en" if (keywords or language) == "en" else "zh")
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    _write_new(path, text)
    shown = (
        f"已新建 {path}；用 policyc check {path} 检查" if language == "zh" else f"wrote {path}; policyc check {path} checks it"
    )
    click.echo(shown)


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"{path} 已经有了，不会覆盖（the file exists）") from None
    except OSError as error:
        raise click.ClickException(f"写不了 {path}（cannot write）: {error.strerror}") from None
