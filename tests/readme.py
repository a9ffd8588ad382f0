"""Keeps the sessions of the README and of pages of the manual real: every ``console`` and ``pycon`` block is run, and holds
what came out.

``python tests/readme.py --check`` tells whether it is so, ``--update`` makes it so, ``--line build`` and ``--line test`` print
the two lines to paste (standard library only, so that a bare checkout can ask). Sessions in Spark are run where it is installed,
and stay as they are elsewhere; ``--only TEXT`` runs those that say it.
"""

from __future__ import annotations

import argparse
import contextlib
import doctest
import io
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
#: All pages that are held.
PAGES = (README, ROOT / "docs" / "households.md")
_BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.M | re.S)
_LINE = re.compile(r"^python3 -m venv .*$", re.M)


def lines(text: str) -> dict[str, str]:
    """The two lines to paste: what builds, what tests."""
    build, test = _LINE.findall(text)
    return {"build": build, "test": test}


def console(block: str) -> str:
    """A block of ``$ command`` lines with what each prints."""
    out = []
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    env = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "120"}
    for command in re.findall(r"^\$ (.*)$", block, re.M):
        done = subprocess.run(command, shell=True, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8")
        out.append(f"$ {command}\n{done.stdout}{done.stderr}")
    return "".join(out)


def pycon(block: str) -> str:
    """A Python session with what each statement prints."""
    out, names = [], {"__name__": "__console__"}
    for example in doctest.DocTestParser().get_examples(block):
        first, *rest = example.source.rstrip("\n").split("\n")
        out.append("\n".join([f">>> {first}", *(f"... {line}" for line in rest)]) + "\n")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                exec(compile(example.source, "<README>", "single"), names)
            except Exception as error:
                module = type(error).__module__
                where = "" if module == "builtins" else f"{module}."
                print(f"Traceback (most recent call last):\n  ...\n{where}{type(error).__qualname__}: {error}")
        out.append(printed.getvalue())
    return "".join(out)


def renewed(text: str, only: str = "") -> str:
    """A page with every session run again that says something, and that can be run here."""
    runners = {"console": console, "pycon": pycon}

    def run(found: re.Match[str]) -> str:
        kind, block = found.groups()
        there = "--engine spark" not in block or find_spec("pyspark") is not None
        return f"```{kind}\n{runners[kind](block)}```" if there and only in block else found[0]

    return _BLOCK.sub(run, text)


def main() -> int:
    """The command line; 1 where a page is stale."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true")
    action.add_argument("--update", action="store_true")
    action.add_argument("--line", choices=("build", "test"))
    parser.add_argument("--only", default="", metavar="TEXT")
    options = parser.parse_args()
    if options.line:
        print(lines(README.read_text("utf-8"))[options.line])
        return 0
    sys.path.insert(0, str(ROOT))
    return max([_held(page, options.only, update=options.update) for page in PAGES])


def _held(page: Path, only: str, *, update: bool) -> int:
    text = page.read_text("utf-8")
    fresh = renewed(text, only)
    if update:
        page.write_text(fresh, "utf-8", newline="\n")
    elif fresh != text:
        print(f"{page.name} is stale: run python tests/readme.py --update and read the difference", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
