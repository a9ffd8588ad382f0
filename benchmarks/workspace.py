"""A workspace of thousands of invented policies: the first check and build, then after an edit, then with nothing to do.

``python -m benchmarks.workspace [--provinces N] [--jobs N]``
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import synthetic
from benchmarks.measuring import command

POLICYC = [sys.executable, "-m", "policyc"]


def measure(provinces: int, jobs: int | None) -> dict[str, object]:
    """Seconds and megabytes of each step; what is built must be the same however it is built."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "workspace"
        count = synthetic.write(root, provinces=provinces)
        environment = {"XDG_CACHE_HOME": f"{name}/cache", "LANG": "zh_CN.UTF-8"}
        several = [] if jobs is None else ["--jobs", str(jobs)]
        found: dict[str, object] = {"policies": count}

        def step(title: str, *words: str) -> None:
            took = command([*POLICYC, *words, *several], cwd=root, environment=environment)
            found[title] = {"clock": round(took.clock, 2), "processor": round(took.processor, 2), "memory": round(took.memory)}
            print(title, found[title], file=sys.stderr, flush=True)

        step("first check", "check")
        step("first build", "build")
        step("build, nothing to do", "build")
        city = root / "policies/p01/c01/2020.pol"
        city.write_text(city.read_text("utf-8").replace("便民服务2020年", "便民服务"), "utf-8")
        step("build after an edit of a city", "build")
        province = root / "policies/p01/2024.pol"
        province.write_text(province.read_text("utf-8").replace("督促落实 as", "督促检查 as"), "utf-8")
        step("build after an edit of a province", "build")
        step("build, nothing to do again", "build")
        for path in (root / "generated").glob("p01c01_202*"):
            path.unlink()
        step("build of files that were deleted", "build")
        return found


def main() -> None:
    """Measure, and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--provinces", type=int, default=len(synthetic.PREFECTURES))
    parser.add_argument("--jobs", type=int)
    given = parser.parse_args()
    print(json.dumps(measure(given.provinces, given.jobs), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
