"""Policies that name each other, written into a folder and compiled there."""

from __future__ import annotations

from pathlib import Path

from policyc.pipeline import Compilation
from policyc.workspace.compiling import library_of
from policyc.workspace.settings import find_workspace

SOURCE = 'source 通知 as notice { title "试行办法" number "试发〔2023〕1号" issuers "试行局" issued 2023-07-01 }\n'


def write(folder: Path, id_: str, head: str, body: str, *, region: str = '全国 "CN"', year: int = 2023, more: str = "") -> None:
    """A policy ``<id>.pol`` with one clause."""
    text = f'policy 试行 as {id_} {{ region {region} year {year} {head} }}\n{SOURCE}{more}\nclause 通知 "一" {{ {body} }}\n'
    (folder / f"{id_}.pol").write_text(text, "utf-8")


def compiled(folder: Path, id_: str) -> Compilation:
    """One of them."""
    return library_of(find_workspace(folder)).compilation(folder / f"{id_}.pol")


def codes(compilation: Compilation) -> list[str]:
    """The codes of what was told."""
    return [d.code.code for d in compilation.diagnostics]
