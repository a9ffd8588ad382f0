"""Building: only what differs is written, atomically; edits by hand are kept; two builds at once both count."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from policyc.model.policy import Policy
from policyc.pipeline import compile_text
from policyc.targets import Listed
from policyc.targets.json_ import TARGET as JSON
from policyc.workspace import build as building
from policyc.workspace.build import build

ROOT = Path(__file__).parents[2]
MAIN = "from policyc.cli import main; main()"


class _Index:
    """A target with a file a policy and one for the folder."""

    name = "index"

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        return {f"{policy.id}.py": f"# {policy.name}\nYEAR = {policy.year}\n".encode()}

    def collect(self, policies: Sequence[Listed]) -> Mapping[str, bytes]:
        return {"__init__.py": f"# all\nALL = {[p.id for p in policies]!r}\n".encode()}


@pytest.fixture(autouse=True)
def _targets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "load_targets", lambda wishes: (_Index(), JSON))


def _policy(id_: str = "one", year: int = 2023, file: str | None = None) -> Policy:
    policy = compile_text(f'policy 甲 as {id_} {{ region 全国 "CN" year {year} }}', file or f"{id_}.pol").policy
    assert policy is not None
    return policy


def _names(paths: Sequence[str]) -> list[str]:
    return [Path(path).name for path in paths]


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    built = build([_policy()], tmp_path)
    assert _names(built.written) == ["one.json", "one.py", "__init__.py"] and not built.diagnostics
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    built = build([_policy()], tmp_path)
    assert built.written == () and _names(built.unchanged) == ["one.json", "one.py", "__init__.py"]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert _names(build([_policy(year=2024)], tmp_path).written) == ["one.json", "one.py"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["__init__.py", "one.json", "one.py"], "nothing is left behind"


def test_check_tells_what_is_missing_old_or_edited_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert [d.code.code for d in build([_policy()], folder, check=True).diagnostics] == ["E0908"] * 3
    assert not folder.exists()
    build([_policy()], folder)
    assert build([_policy()], folder, check=True).diagnostics == ()
    (folder / "one.py").unlink()
    (folder / "__init__.py").write_bytes(b"mine\n")
    said = [d.message("zh") for d in build([_policy(year=2024)], folder, check=True).diagnostics]
    assert [text.partition("”")[2] for text in said] == ["不是由现在的政策文件生成的", "还没有生成", "被手工改过"]


def test_an_edited_file_is_kept_and_nothing_else_is_written(tmp_path: Path) -> None:
    build([_policy()], tmp_path)
    module = tmp_path / "one.py"
    module.write_bytes(module.read_bytes() + b"X = 1\n")
    json_before = (tmp_path / "one.json").read_bytes()
    built = build([_policy(year=2024)], tmp_path)
    assert [d.code.code for d in built.diagnostics] == ["E0907"] and built.written == ()
    assert module.read_bytes().endswith(b"X = 1\n") and (tmp_path / "one.json").read_bytes() == json_before
    assert _names(build([_policy(year=2024)], tmp_path, force=True).written) == ["one.json", "one.py"]
    assert b"X = 1" not in module.read_bytes()


def test_a_checkout_with_crlf_is_up_to_date(tmp_path: Path) -> None:
    build([_policy()], tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert build([_policy()], tmp_path, check=True).diagnostics == ()
    assert build([_policy()], tmp_path).written == ()
    assert len(build([_policy(year=2024)], tmp_path).written) == 2


def test_the_folders_file_covers_what_was_built_earlier(tmp_path: Path) -> None:
    build([_policy("two")], tmp_path)
    build([_policy("one")], tmp_path)
    (tmp_path / "other.json").write_text('{"policy": 3}')
    build([_policy("three")], tmp_path)
    assert b"ALL = ['one', 'three', 'two']" in (tmp_path / "__init__.py").read_bytes()


def test_two_policies_of_one_id(tmp_path: Path) -> None:
    built = build([_policy(), _policy()], tmp_path)
    assert [d.code.code for d in built.diagnostics] == ["E0906"] and list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert [d.code.code for d in build([_policy()], tmp_path / "file" / "out").diagnostics] == ["E0911"]
    (tmp_path / "out" / "trial.py").mkdir(parents=True)
    (wrong,) = build([_policy("trial")], tmp_path / "out").diagnostics
    assert wrong.code.code == "E0911" and dict(wrong.values)["path"].endswith("trial.py"), "the file that is wanted, not a helper"


def test_many_builds_at_once_all_count(tmp_path: Path) -> None:
    ids = [f"p{n}" for n in range(8)]
    policies = [_policy(id_) for id_ in ids]
    threads = [threading.Thread(target=build, args=([policy], tmp_path)) for policy in policies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert f"ALL = {ids!r}".encode() in (tmp_path / "__init__.py").read_bytes()
    assert build(policies, tmp_path, check=True).diagnostics == ()
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]


def test_a_policy_that_was_renamed_is_listed_once_and_its_old_files_are_told(tmp_path: Path) -> None:
    build([_policy("old", file="a.pol")], tmp_path)
    built = build([_policy("new", file="a.pol")], tmp_path)
    assert [d.code.code for d in built.diagnostics] == ["W0901"]
    assert b"ALL = ['new']" in (tmp_path / "__init__.py").read_bytes()
    assert (tmp_path / "old.py").exists()


def test_builds_are_equal_whatever_the_hash_seed_time_zone_and_folder(tmp_path: Path) -> None:
    results = []
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        folder = tmp_path / f"folder {seed}"
        folder.mkdir()
        (folder / "2023.pol").write_bytes((ROOT / "policies" / "2023.pol").read_bytes())
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run([sys.executable, "-c", MAIN, "build", "2023.pol"], cwd=folder, env=environment, check=False)
        assert run.returncode == 0
        results.append({path.name: path.read_bytes() for path in (folder / "generated").iterdir()})
    assert results[0] == results[1] and len(results[0]) >= 4
