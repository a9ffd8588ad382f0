"""Plant faults in policies and tell which share of each kind the citation check finds.

``python -m tests.citations.plant [--sources DIR] [--each N] POLICY…`` (without policies: the invented one beside this file).
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from policyc.citations.check import check_citations
from policyc.pipeline import Compilation, compile_text
from policyc.semantics.relations.naming import Library
from policyc.workspace.compiling import library_of
from policyc.workspace.settings import find_workspace
from tests.citations.faults import Fault, kinds

FICTIONAL = Path(__file__).parent / "fictional"
ROOT = Path(__file__).parent.parent.parent
#: What the invented city's figures might have been the year before.
FICTIONAL_EARLIER = {"财政补助标准": "50", "个人缴费标准": "38", "家庭护理补贴": "300", "年度支付限额": "2.2"}


@lru_cache(maxsize=1)
def _library() -> Library:
    """The shipped policies, which others stand under; compiled once."""
    return library_of(find_workspace(ROOT))


@lru_cache(maxsize=256)
def _planted(text: str) -> Compilation:
    return compile_text(text, "planted.pol", library=_library())


def alarms(text: str, texts: Mapping[str, str]) -> list[str]:
    """The codes with which ``policyc cite`` refuses the text of a policy: its own, and those of failed checks and examples."""
    compiled = _planted(text)
    assert compiled.policy is not None
    found = (*compiled.diagnostics, *check_citations(compiled.policy, texts, alone=True)[1])
    return [d.code.code for d in found if d.is_error]


def is_policy(text: str, texts: Mapping[str, str]) -> bool:
    """Whether nothing but checks and examples is wrong with it; a fault that no policy can have is none."""
    compiled = _planted(text)
    return compiled.policy is not None and all(d.code.code.startswith("E07") for d in compiled.diagnostics if d.is_error)


def earlier_figures(text: str) -> dict[str, str]:
    """The plain figures of a policy by the name of the param, to plant in the next year's."""
    found = re.findall(r"^\s*param (\S+) as \w+ (?:=|>=) (\d+(?:\.\d+)?)(?=[元%])", text, re.MULTILINE)
    return dict(found)


def planted(text: str, earlier: Mapping[str, str], seed: int, each: int | None) -> dict[str, list[Fault]]:
    """Faults of every kind, at most ``each`` of a kind, drawn at random."""
    draw = random.Random(seed)
    found = {}
    for kind, plant in kinds(earlier).items():
        every = list(plant(text, draw))
        found[kind] = every if each is None or len(every) <= each else draw.sample(every, each)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policies", nargs="*", type=Path)
    parser.add_argument("--sources", type=Path, default=FICTIONAL)
    parser.add_argument("--earlier", type=Path, help="last year's policy, whose figures are planted")
    parser.add_argument("--each", type=int, default=None, help="at most so many of a kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    texts = {path.name: path.read_text("utf-8") for path in options.sources.iterdir() if path.suffix == ".txt"}
    earlier = earlier_figures(options.earlier.read_text("utf-8")) if options.earlier else FICTIONAL_EARLIER
    for path in options.policies or [FICTIONAL / "policy.pol"]:
        text = path.read_text("utf-8")
        print(f"{path}: {len(alarms(text, texts))} false alarms")
        for kind, faults in planted(text, earlier, options.seed, options.each).items():
            good = [fault for fault in faults if is_policy(fault.text, texts)]
            missed = [fault for fault in good if not alarms(fault.text, texts)]
            print(
                f"  {kind:<22} {len(good) - len(missed):>3}/{len(good):<3} found",
                *(f"missed: {m.what}" for m in missed),
                sep="\n      ",
            )


if __name__ == "__main__":
    main()
