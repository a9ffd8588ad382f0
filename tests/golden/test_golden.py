"""Every target × every policy, byte for byte: the shipped ones against generated/, an invented one of every construct against
tests/golden/expected. ``pytest tests/golden --update-goldens`` rewrites both; the difference is the review.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from policyc import compile_file
from policyc.model.policy import Policy
from policyc.targets import load_targets
from policyc.workspace.build import build

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted((ROOT / "policies").rglob("*.pol"))
INVENTED = [ROOT / "tests" / "golden" / "features.pol"]


def _compiled(paths: Sequence[Path]) -> list[Policy]:
    policies = []
    for path in paths:
        compiled = compile_file(path)
        assert compiled.ok and compiled.policy is not None, [d.message("zh") for d in compiled.diagnostics]
        policies.append(compiled.policy)
    return policies


@pytest.mark.parametrize(
    ("sources", "folder"), [(SHIPPED, "generated"), (INVENTED, "tests/golden/expected")], ids=["shipped", "invented"]
)
def test_what_is_built_is_what_is_committed(
    sources: Sequence[Path], folder: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    policies, committed = _compiled(sources), ROOT / folder
    if pytestconfig.getoption("--update-goldens"):
        assert build(policies, committed, force=True).diagnostics == ()
    assert build(policies, tmp_path).diagnostics == ()
    built = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in sorted(tmp_path.rglob("*")) if p.is_file()}
    assert len(built) >= len(policies) * len(load_targets())
    for name, content in built.items():
        assert (committed / name).read_bytes() == content, f"{folder}/{name} differs: read it, then --update-goldens"
    there = {p.relative_to(committed).as_posix() for p in committed.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert there == set(built), "files that no policy makes any more"
