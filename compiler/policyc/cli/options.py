"""Options that several verbs share, and the language of the user."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from policyc.diagnostics.renderers import MACHINE_FORMATS, Language

_F = TypeVar("_F", bound=Callable[..., Any])


def policies(function: _F) -> _F:
    """PATH…: files, folders or ids; none means all policies of the workspace."""
    return click.argument("paths", nargs=-1, metavar="[PATH]...")(function)


def language(function: _F) -> _F:
    """``--lang zh|en``."""
    option = click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=_of_locale,
        help="语言，默认看 POLICYC_LANG，再看系统（language of messages）",
    )
    return option(function)


def format_of_diagnostics(function: _F) -> _F:
    """``--format text|plain|json|github|sarif``."""
    choice = click.Choice(["text", *MACHINE_FORMATS])
    option = click.option(
        "--format",
        "format_",
        type=choice,
        default="text",
        help="诊断的格式：plain 一行一条，json、github、sarif 供程序读（format of diagnostics）",
    )
    return option(function)


def jobs(function: _F) -> _F:
    """``--jobs N``."""
    option = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="用几个进程，默认随文件多少（processes, by default as many as pay）",
    )
    return option(function)


def no_cache(function: _F) -> _F:
    """``--no-cache``."""
    return click.option("--no-cache", is_flag=True, help="不用以前的结果，全部重新编译（work everything out again）")(function)


def sources(function: _F) -> _F:
    """``--sources DIR``."""
    option = click.option("--sources", metavar="DIR", help="来源文本所在的文件夹，用来核对引文（texts of the sources）")
    return option(function)


def summary(function: _F) -> _F:
    """``--summary md,html,docx``; None where it is not given."""
    option = click.option(
        "--summary",
        metavar="FORMATS",
        callback=_formats,
        help="解读的格式：md、html、docx，用逗号隔开，默认 md（formats of summaries）",
    )
    return option(function)


def template(function: _F) -> _F:
    """``--template FILE.docx``."""
    option = click.option(
        "--template", metavar="FILE", help="Word 文件从这个 .docx 取版面和样式（page and styles of Word documents）"
    )
    return option(function)


def _formats(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    from policyc.document.formats import FORMATS, formats_of

    try:
        return None if value is None else formats_of(value)
    except ValueError as error:
        known = "、".join(FORMATS)
        raise click.BadParameter(f"没有“{error}”这种格式，可用 {known}（no such format; known: {', '.join(FORMATS)}）") from error


def _of_system() -> Language:
    """The language that the system is set to where the environment says nothing, as on Windows."""
    if sys.platform != "win32":
        return "zh"
    name = locale.getlocale()[0] or ""
    return "en" if name.lower().startswith("en") else "zh"


def _of_locale() -> Language:
    """English where the locale says so, else Chinese: the language is about Chinese policies."""
    for variable in ("POLICYC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "en" if value.lower().startswith("en") else "zh"
    return _of_system()
