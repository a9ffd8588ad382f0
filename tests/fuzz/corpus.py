"""What is mutated: every policy and language case of the house, each with the policies that it may name."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from policyc.pipeline import Compilation, compile_text
from policyc.workspace.library import PolicyLibrary
from policyc_grammar.keywords import keywords as table
from policyc_grammar.keywords import meaning

ROOT = Path(__file__).parents[2]

#: The pieces of a text that mutations take apart and put together; together they are the whole text.
TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"?|#[^\n]*|\w+|\s+|->|\.\.|[=!<>]=|.', re.DOTALL)

#: A shipped policy is mostly read in windows of so many characters, so that a mutation meets few other errors.
WINDOW = 1500


@dataclass(frozen=True, slots=True)
class Base:
    """A text of the house, and the folder of the policies that it may name."""

    file: str
    text: str
    folder: Path


@functools.cache
def bases() -> tuple[Base, ...]:
    """All of them, in a fixed order."""
    paths = [*ROOT.glob("tests/language/**/*.pol"), *ROOT.glob("policies/**/*.pol"), *ROOT.glob("tests/golden/*.pol")]
    return tuple(Base(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"), _folder(path)) for path in sorted(paths))


@functools.cache
def good_bases() -> tuple[Base, ...]:
    """Those that are valid, the long ones left out."""
    return tuple(b for b in bases() if len(b.text) < 6000 and "/bad/" not in b.file)


def _folder(path: Path) -> Path:
    return ROOT / "policies" if path.is_relative_to(ROOT / "policies") else path.parent


@functools.cache
def library(folder: Path) -> PolicyLibrary:
    """The policies of a folder, which are compiled once."""

    def name(path: Path) -> str:
        return path.relative_to(ROOT).as_posix()

    def compile_(path: Path, others: PolicyLibrary) -> Compilation:
        return compile_text(path.read_text("utf-8"), name(path), library=others)

    return PolicyLibrary(folder, compile_, name)


def named(text: str, folder: Path) -> tuple[str, ...]:
    """The texts of the policies that a text may name, which are then compiled with it."""
    if not re.search(r"\b(?:under|amends|uses)\b|上位|修订|引用", text):
        return ()
    return tuple(base.text for base in bases() if base.folder == folder)


@functools.cache
def vocabulary() -> tuple[str, ...]:
    """Every token that occurs in the texts."""
    return tuple(sorted({token for base in bases() for token in TOKEN.findall(base.text) if not token.isspace()}))


@functools.cache
def keywords() -> tuple[str, ...]:
    """Every spelling of every keyword that is a word."""
    return tuple(sorted({spelling for keyword in table() for spelling in keyword.spellings if re.match(r"\w", spelling)}))


@functools.cache
def twins(word: str) -> tuple[str, ...]:
    """How a keyword may be spelt otherwise, in either language."""
    return tuple(sorted({spelling for keyword in meaning(word) for spelling in keyword.spellings} - {word}))
