"""How long commands take beside Python's own start, in processor time: ``python -m benchmarks.startup``."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import command

ROOT = Path(__file__).parents[1]
POLICYC = [sys.executable, "-m", "policyc"]


def measure(rounds: int = 15) -> dict[str, dict[str, float]]:
    """Milliseconds, and how many times ``python -c pass`` that is: medians of rounds in which all take turns."""
    text = (ROOT / "policies" / "2023.pol").read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "policyc.toml").write_text("")
        (root / "policies").mkdir()
        policy, environment = root / "policies" / "2023.pol", {"XDG_CACHE_HOME": name}

        def run(*words: str) -> float:
            return command(words, cwd=root, environment=environment).processor

        def build(*more: str) -> float:
            return run(*POLICYC, "build", "policies/2023.pol", *more)

        def edited(turn: int) -> float:
            policy.write_text(f"{text}# {turn}\n", "utf-8")
            return build()

        def deleted(turn: int) -> float:
            for path in (root / "generated").iterdir():
                path.unlink()
            return build()

        policy.write_text(text, "utf-8")
        build()
        build()
        steps: dict[str, Callable[[int], float]] = {
            "python -c pass": lambda turn: run(sys.executable, "-c", "pass"),
            "policyc --help": lambda turn: run(*POLICYC, "--help"),
            "build, nothing to do": lambda turn: build(),
            "build into an emptied folder": deleted,
            "build after an edit": edited,
            "build --no-cache": lambda turn: build("--no-cache"),
        }
        found: dict[str, list[float]] = {step: [] for step in steps}
        for turn in range(rounds):
            for step, take in steps.items():
                if step == "build, nothing to do":
                    build()
                found[step].append(take(turn))
    least = statistics.median(found["python -c pass"])
    medians = {step: statistics.median(times) for step, times in found.items()}
    return {step: {"ms": round(median * 1000, 1), "times": round(median / least, 1)} for step, median in medians.items()}


def main() -> None:
    """Measure, and print as JSON."""
    print(json.dumps(measure(), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
