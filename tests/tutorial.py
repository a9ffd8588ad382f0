"""Keeps the tutorials real: each step's declarations are put into the policy so far, and every command is run on it.

``python -m tests.tutorial --update`` writes what really comes out, and the English fragments from the Chinese ones; the tests
hold the tutorials to be what would be written.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from policyc.cli import main as main_of_policyc
from policyc.syntax.format import format_text

ROOT = Path(__file__).parent.parent / "docs"
CHINESE, ENGLISH = ROOT / "tutorial.zh.md", ROOT / "tutorial.md"
#: What the policy of the tutorial is called.
FILE = "care.pol"
_BLOCK = re.compile(r"^```(pol|console|pycon)\n(.*?)^```$", re.M | re.S)


class Session:
    """The policy so far, in a folder of its own."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._language = folder, language
        self._items: dict[str, str] = {}

    def declare(self, fragment: str) -> None:
        """Put declarations in the place of those of the same kind and name, else at the end; and write the file."""
        for item in items(fragment):
            self._items[_key(item)] = item
        (self._folder / FILE).write_text("\n\n".join(self._items.values()) + "\n", "utf-8")

    def run(self, block: str) -> str:
        """Commands with what each prints."""
        out = []
        for command in re.findall(r"^\$ (.*)$", block, re.M):
            _, *arguments = command.split()
            printed = io.StringIO()
            with chdir(self._folder), redirect_stdout(printed), redirect_stderr(printed), suppress(SystemExit):
                main_of_policyc([*arguments, "--lang", self._language])
            out.append(f"$ {command}\n{printed.getvalue()}")
        return "".join(out)


def items(fragment: str) -> Iterator[str]:
    """The declarations of a fragment: each begins at the left edge."""
    for part in re.split(r"^(?=[^\s}#])", fragment, flags=re.M):
        if part.strip():
            yield part.rstrip()


def _key(item: str) -> str:
    """The kind and the name; of a clause its heading."""
    return " ".join(item.split()[: 3 if item.startswith(("clause", "条款")) else 2])


def renewed(text: str, language: str, folder: Path) -> str:
    """A tutorial with every command run again."""
    session = Session(folder, language)

    def run(match: re.Match[str]) -> str:
        if match[1] == "pol":
            session.declare(match[2])
            return match[0]
        return f"```console\n{session.run(match[2])}```"

    return _BLOCK.sub(run, text)


def fragments(text: str) -> list[str]:
    """The declarations that a tutorial shows, step by step."""
    return [m[2] for m in _BLOCK.finditer(text) if m[1] == "pol"]


def in_english(fragment: str) -> str:
    """A fragment in English keywords; one that is meant to be wrong cannot be formatted, and its keywords stay."""
    made, _ = format_text(fragment, FILE, keywords="en")
    return fragment if made is None else made


def translated(english: str, chinese: str) -> str:
    """The English tutorial with the Chinese one's fragments."""
    there = [m for m in _BLOCK.finditer(english) if m[1] == "pol"]
    for match, fragment in reversed(list(zip(there, fragments(chinese), strict=True))):
        english = english[: match.start(2)] + in_english(fragment) + english[match.end(2) :]
    return english


def made() -> tuple[str, str]:
    """Both tutorials as they should be."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        chinese = renewed(CHINESE.read_text("utf-8"), "zh", Path(one))
        english = renewed(translated(ENGLISH.read_text("utf-8"), chinese), "en", Path(two))
    return chinese, english


def main() -> None:
    """Write what comes out."""
    chinese, english = made()
    CHINESE.write_text(chinese, "utf-8")
    ENGLISH.write_text(english, "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python -m tests.tutorial --update")
    main()
