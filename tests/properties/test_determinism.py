"""The same policies give the same bytes: whatever the hash seed, the folder, the time zone and the locale."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
POLICIES = [
    ROOT / "policies" / "2023.pol",
    ROOT / "tests" / "golden" / "features.pol",
    ROOT / "tests" / "language" / "pension" / "good" / "pension.pol",
    ROOT / "tests" / "language" / "housing_fund" / "good" / "housing_fund.pol",
]


def _built(workspace: Path, below: str, environment: dict[str, str]) -> dict[str, bytes]:
    """Build a copy of the policies in a workspace of their own, called from a folder below it."""
    (workspace / "policies").mkdir(parents=True)
    (workspace / below).mkdir(exist_ok=True)
    (workspace / "policyc.toml").write_text("", "utf-8")
    for path in POLICIES:
        shutil.copy(path, workspace / "policies")
    command = [sys.executable, "-c", "from policyc.cli import main; main()", "build", str(workspace / "policies")]
    out = workspace / "out"
    done = subprocess.run(
        [*command, "-o", str(out)],
        cwd=workspace / below,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_two_builds_are_byte_equal(tmp_path: Path) -> None:
    one = _built(tmp_path / "one", ".", {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"})
    other = _built(
        tmp_path / "another folder" / "深处", "below", {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "C"}
    )
    assert set(one) == set(other)
    assert len(one) > 2 * len(POLICIES)
    assert [name for name in one if one[name] != other[name]] == []
