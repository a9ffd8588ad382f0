"""What is kept between runs: the same answer in less time, never an old one, whatever happens to what was kept."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from policyc import cli
from policyc.pipeline import Compilation, compile_text
from policyc.workspace import compiling, installation, memory, replay

NATION = """policy 全国 as nation { region 全国 "CN" year 2023 series 年度 }
source 通知 as notice { title "全国" number "某发〔2023〕1号" issuers "甲局" issued 2023-07-26 file "notice.txt" }
clause 通知 "一、标准" { param 补助 as subsidy >= 640元/人/年 quote "不低于640元" }
"""
CITY = """policy 某市 as city_{n} { region 某市 "3701{n:02d}" year 2023 series 年度 under nation }
source 本市通知 as local { title "本市" number "市发〔2023〕1号" issuers "乙局" issued 2023-08-26 }
clause 本市通知 "一、标准" { refine 补助 = {amount}元/人/年 quote "每人660元" }
"""
HEAVY = (
    "lark",
    "jinja2",
    "click",
    "dataclasses",
    "policyc.pipeline",
    "policyc.syntax.parse",
    "policyc.targets",
    "policyc.workspace.build",
)


@dataclass(frozen=True)
class Run:
    """What a command came to. again: it was answered from a record. compiled: the files that were compiled."""

    code: object
    out: str
    err: str
    again: bool
    compiled: tuple[str, ...]


class Workspace:
    """A workspace on disk with a cache of its own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], count: int = 3) -> None:
        self.root, self._patch, self._capsys = root, monkeypatch, capsys
        self.policies = root / "policies"
        self.kept = root / "cache" / "policyc"
        (self.policies / "市").mkdir(parents=True)
        (root / "cache").mkdir()
        (root / "policyc.toml").write_text("")
        self.write("nation.pol", NATION)
        for n in range(1, count + 1):
            self.write(f"市/{n:02d}.pol", CITY.replace("{n:02d}", f"{n:02d}").replace("{n}", str(n)).replace("{amount}", "660"))

    def write(self, name: str, text: str) -> None:
        """A policy file."""
        (self.policies / name).write_text(text, "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """A change to a policy file."""
        text = (self.policies / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def run(self, *arguments: str) -> Run:
        """A command."""
        ran: list[object] = []
        made: list[str] = []

        def run(given: Sequence[str], really: Callable[[Sequence[str]], int] = cli._run) -> int:
            ran.append(given)
            return really(given)

        def compiled(text: str, file: str, **more: Any) -> Compilation:
            made.append(file)
            return compile_text(text, file, **more)

        with self._patch.context() as patch:
            patch.chdir(self.root)
            patch.setenv("XDG_CACHE_HOME", str(self.kept.parent))
            patch.setenv("LANG", "zh_CN.UTF-8")
            patch.setattr(cli, "_run", run)
            patch.setattr(compiling, "compile_text", compiled)
            with pytest.raises(SystemExit) as left:
                cli.main(arguments)
        said = self._capsys.readouterr()
        assert "policyc 自身" not in said.err, said.err
        return Run(left.value.code, said.out, said.err, not ran, tuple(sorted(made)))

    def built(self) -> dict[str, bytes]:
        """What stands in the output folder."""
        return {path.name: path.read_bytes() for path in sorted((self.root / "generated").iterdir())}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """Three cities under a nation."""
    return Workspace(tmp_path, monkeypatch, capsys)


def test_help_and_an_unchanged_build_load_nothing_of_the_compiler(workspace: Workspace) -> None:
    code = (
        "import sys, policyc.cli\ntry: policyc.cli.main(sys.argv[1:])\n"
        f"except SystemExit: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )

    def loaded(*arguments: str) -> str:
        told = {**os.environ, "XDG_CACHE_HOME": str(workspace.kept.parent)}
        command = [sys.executable, "-c", code, *arguments]
        run = subprocess.run(command, cwd=workspace.root, env=told, capture_output=True, text=True, encoding="utf-8", check=True)
        return run.stderr.splitlines()[-1]

    assert "lark" in loaded("build") and loaded("build") == "[]"
    assert loaded("--help") == "['click']"


def test_an_unchanged_build_says_the_same(workspace: Workspace) -> None:
    first = workspace.run("build")
    assert first.code == 0 and not first.again and "已写入" in first.out
    second = workspace.run("build")
    assert (second.code, second.again, second.err) == (0, True, first.err)
    told = [line for line in first.out.splitlines() if not line.startswith("已写入")]
    assert second.out.splitlines() == [*told, f"{len(workspace.built())} 个生成的文件没有变化"]
    assert workspace.run("build", "--no-cache").out == second.out


def test_warnings_and_errors_are_told_again(workspace: Workspace) -> None:
    workspace.replace("nation.pol", ' quote "不低于640元"', "")
    first = workspace.run("check")
    assert "提醒 W0204" in first.err and first.code == 0
    second = workspace.run("check")
    assert (second.code, second.out, second.err, second.again) == (first.code, first.out, first.err, True)
    workspace.write("other.pol", 'policy 又 as other { region 全国 "CN" year 2024 }')  # another run, with the same outcomes
    third = workspace.run("check")
    assert all(line in third.err for line in first.err.splitlines() if line.startswith("policies"))
    assert workspace.run("check", "policies/nation.pol").compiled == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda w: (w.root / "generated" / "nation.py").unlink(),
        lambda w: (w.root / "generated" / "lookup.py").unlink(),
        lambda w: w.write("new.pol", 'policy 新 as new { region 新市 "370201" year 2023 }'),
        lambda w: (w.policies / "市" / "03.pol").unlink(),
        lambda w: (w.policies / "市" / "03.pol").rename(w.policies / "市" / "04.pol"),
        lambda w: w.replace("nation.pol", "640", "645"),
        lambda w: (w.root / "policyc.toml").write_text('output = "elsewhere"\n'),
        lambda w: (w.policies / "policyc.toml").write_text(""),
    ],
)
def test_any_change_is_seen(workspace: Workspace, change: Callable[[Workspace], object]) -> None:
    workspace.run("build")
    assert workspace.run("build").again
    change(workspace)
    assert not workspace.run("build").again
    fresh = workspace.run("build", "--no-cache")
    assert workspace.run("build").out == fresh.out


def test_only_what_rests_on_a_change_is_compiled(workspace: Workspace) -> None:
    workspace.run("build")
    workspace.replace("市/02.pol", "660", "670")
    assert workspace.run("build").compiled == ("policies/nation.pol", "policies/市/02.pol"), "with the policy that it names"
    workspace.replace("nation.pol", "640", "645")
    assert len(workspace.run("build").compiled) == 4
    (workspace.policies / "unrelated.pol").write_text('policy 又 as other { region 全国 "CN" year 2024 }', "utf-8")
    assert workspace.run("build").compiled == ("policies/unrelated.pol",)
    (workspace.policies / "twin.pol").write_text(NATION, "utf-8")  # now nobody knows which one is meant
    assert len(workspace.run("build").compiled) == 4
    (workspace.policies / "twin.pol").unlink()
    assert workspace.run("build", "--check").compiled == ("policies/nation.pol", *(f"policies/市/0{n}.pol" for n in (1, 2, 3)))


def test_a_text_of_a_source_is_part_of_it(workspace: Workspace) -> None:
    (workspace.root / "sources").mkdir()
    told = workspace.run("check").out
    (workspace.root / "sources" / "notice.txt").write_text("一、标准\n不低于640元\n", "utf-8")
    held = workspace.run("check").out
    assert "原文未核对" in told.splitlines()[0] and "与原文核对" in held.splitlines()[0]
    (workspace.root / "sources" / "notice.txt").write_text("一、标准\n不低于 650 元\n", "utf-8")
    assert workspace.run("check").code == 1


def test_without_the_cache_the_same_bytes(workspace: Workspace) -> None:
    workspace.run("build")
    workspace.replace("nation.pol", "640", "645")
    workspace.run("build")
    (workspace.root / "generated" / "city_1.py").unlink()  # is taken from what was kept
    assert workspace.run("build").compiled == ()
    kept = workspace.built()
    for path in (workspace.root / "generated").iterdir():
        path.unlink()
    before = {path.name: path.stat().st_mtime_ns for path in workspace.kept.iterdir()}
    workspace.run("build", "--no-cache")
    assert workspace.built() == kept
    assert {path.name: path.stat().st_mtime_ns for path in workspace.kept.iterdir()} == before


@pytest.mark.parametrize("kind", ["run-", "policies-", "made-"])
@pytest.mark.parametrize(
    "spoil", [lambda c: b"", lambda c: c[:-1], lambda c: c[:100], lambda c: c[:40] + b"\0" + c[41:], lambda c: b"\x80\x04" + c]
)
def test_what_is_spoilt_is_worked_out_again(workspace: Workspace, kind: str, spoil: Callable[[bytes], bytes]) -> None:
    workspace.run("build")
    good = workspace.built()
    (workspace.root / "generated" / "nation.py").unlink()
    spoilt = [path for path in workspace.kept.iterdir() if path.name.startswith(kind)]
    assert spoilt
    for path in spoilt:
        path.write_bytes(spoil(path.read_bytes()))
    run = workspace.run("build")
    assert run.code == 0 and workspace.built() == good


def test_another_version_believes_nothing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.run("build")
    for module in (replay, memory):
        monkeypatch.setattr(module, "fingerprint", lambda: "another one")
    told = workspace.run("build")
    assert not told.again and len(told.compiled) == 4


def test_a_version_is_told_by_its_files_and_its_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend("")
    found = [installation.fingerprint.__wrapped__()]
    (tmp_path / "something-1.0.dist-info").mkdir()  # it may be a target, or what a target uses
    found.append(installation.fingerprint.__wrapped__())
    (tmp_path / "policyc").mkdir()
    (tmp_path / "policyc" / "changed.py").write_text("")
    found_at = SimpleNamespace(submodule_search_locations=[str(tmp_path / "policyc")])
    monkeypatch.setattr(PathFinder, "find_spec", lambda _: found_at)
    found.append(installation.fingerprint.__wrapped__())
    (tmp_path / "policyc" / "changed.py").write_text("X = 1")
    found.append(installation.fingerprint.__wrapped__())
    assert len(set(found)) == 4 and installation.fingerprint.__wrapped__() == found[-1]


def test_runs_at_once_agree(workspace: Workspace) -> None:
    told = {**os.environ, "XDG_CACHE_HOME": str(workspace.kept.parent)}
    command = [sys.executable, "-m", "policyc", "build"]
    runs = [subprocess.Popen(command, cwd=workspace.root, env=told, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    built = workspace.built()
    assert workspace.run("build", "--check").code == 0 and workspace.run("build", "--no-cache").code == 0
    assert workspace.built() == built
    assert not [path for path in workspace.kept.iterdir() if path.suffix == ".tmp"]


def test_a_folder_that_others_can_read_is_not_used(workspace: Workspace) -> None:
    workspace.run("build")
    workspace.kept.chmod(0o755)
    assert len(workspace.run("build").compiled) == 4


def test_the_words_and_the_place_are_part_of_the_question(workspace: Workspace) -> None:
    workspace.run("check")
    english = workspace.run("check", "--lang", "en")
    assert "valid" in english.out and workspace.run("check", "--lang", "en").again
    assert "通过" in workspace.run("check").out
    as_json = workspace.run("check", "--format", "json")
    assert json.loads(as_json.out) is not None and workspace.run("check", "--format", "json").out == as_json.out


# ------------------------------------------------------------------ several processes


def test_several_processes_come_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[object, str, str]] = []
    built = []
    for jobs in ("1", "2"):
        workspace = Workspace(tmp_path / f"jobs{jobs}", monkeypatch, capsys, count=5)
        workspace.replace("市/04.pol", "660", "600")  # below the nation's floor
        workspace.write("zz.pol", "policy 坏 as broken {")
        run = workspace.run("build", "--jobs", jobs)
        told.append((run.code, run.out, run.err))
        built.append(workspace.built())
    assert told[0] == told[1] and told[0][0] == 1
    assert built[0] == built[1] and "city_1.py" in built[0]


def test_policies_that_name_each_other_are_told_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[tuple[object, str, str]] = []
    for jobs in ("1", "2"):
        workspace = Workspace(tmp_path / f"run{len(told)}", monkeypatch, capsys, count=2)
        workspace.replace("nation.pol", "series 年度", "series 年度 under city_2")
        run = workspace.run("check", "--jobs", jobs)
        told.append((run.code, run.out, run.err))
        assert workspace.run("check", "--jobs", jobs).err == run.err
    assert told[0] == told[1] and "E1002" in told[0][2]
