"""Text → tree beside Lark's own parse of the same text with the same grammar and positions; and how both grow with the text.

``python -m benchmarks.parse``. Lark is run as a user would run it, with Python's collector on; policyc pauses it while a tree is
built, which is part of its speed. The third figure has the collector off for both.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measuring import calls
from policyc.syntax.grammar import parser
from policyc.syntax.parse import parse
from policyc.workspace.tables import keep_tables

ROOT = Path(__file__).parents[1]
SIZES = (20_000, 200_000, 2_000_000)


def grown(size: int) -> str:
    """A policy of about so many bytes: the declarations of a shipped one, over and over; that names repeat is no syntax error."""
    text = (ROOT / "policies" / "2023.pol").read_text("utf-8")
    head, _, rest = text.partition("\n}\n")
    copies = max(1, round((size - len(head.encode())) / len(rest.encode())))
    return f"{head}\n}}\n{rest * copies}"


def _without_collector(function: Callable[[str], object]) -> Callable[[str], object]:
    def work(text: str) -> object:
        gc.disable()
        try:
            return function(text)
        finally:
            gc.enable()

    return work


def measure(rounds: int = 9) -> list[dict[str, float]]:
    """For each size: KB a second of policyc and of Lark, and policyc's share of Lark's speed, with the collector on and off."""
    keep_tables()  # as the command line does
    lark = parser().parse
    found: list[dict[str, float]] = []
    for size in SIZES:
        text = grown(size)
        tree, wrong = parse(text, "grown.pol")
        assert tree is not None and tree.items and not wrong
        functions: dict[str, Callable[[], object]] = {
            "policyc": partial(parse, text, "grown.pol"),
            "lark": partial(lark, text),
            "lark, collector off": partial(_without_collector(lark), text),
        }
        took = calls(functions, rounds=rounds if size < 1_000_000 else 3)
        kilobytes = len(text.encode()) / 1000
        found.append(
            {
                "KB": round(kilobytes),
                "policyc KB/s": round(kilobytes / took["policyc"]),
                "lark KB/s": round(kilobytes / took["lark"]),
                "share": round(took["lark"] / took["policyc"], 2),
                "share, collector off": round(took["lark, collector off"] / took["policyc"], 2),
            }
        )
    return found


def main() -> None:
    """Measure, and print as JSON."""
    print(json.dumps(measure(), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
