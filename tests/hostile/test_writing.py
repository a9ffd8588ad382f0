"""Whatever stops a write: the old file stands whole, or the new one; nothing between, and the next build mends all."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policyc.workspace import writing
from policyc.workspace.writing import write_atomically
from tests.cli.conftest import POLICY
from tests.cli.conftest import shell as shell_in_a_workspace
from tests.cli.running import Shell

shell = shell_in_a_workspace
MAIN = [sys.executable, "-c", "from policyc.cli import main; main()"]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")


STEPS = ["mkdir", "os.open", "write", "close", "copymode", "replace"]


def _failing(monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """Let one step of :func:`write_atomically` fail."""

    def fail(*arguments: object, **more: object) -> object:
        raise error

    class Failing:
        """A file that can be opened but not written, or not closed."""

        def __init__(self, number: int, mode: str) -> None:
            self.file = os.fdopen(number, mode)

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *reason: object) -> None:
            self.file.close()
            if step == "close":
                raise error

        def write(self, content: bytes) -> None:
            self.file.write(content[: len(content) // 2])
            if step == "write":
                self.file.flush()
                raise error
            self.file.write(content[len(content) // 2 :])

    match step:
        case "mkdir":
            monkeypatch.setattr(Path, "mkdir", fail)
        case "os.open":
            monkeypatch.setattr(os, "open", fail)
        case "write" | "close":
            monkeypatch.setattr(writing, "open", Failing, raising=False)
        case "copymode":
            monkeypatch.setattr(shutil, "copymode", fail)
        case _:
            monkeypatch.setattr(os, "replace", fail)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_a_refusal_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with monkeypatch.context() as patched:
        _failing(patched, step, OSError(number, os.strerror(number)))
        if step == "copymode":  # a mode that cannot be copied is no reason not to write
            write_atomically(path, b"new and longer")
        else:
            with pytest.raises(OSError, match=os.strerror(number)):
                write_atomically(path, b"new and longer")
    assert path.read_bytes() == (b"new and longer" if step == "copymode" else b"old")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"], "nothing is left behind"


@pytest.mark.parametrize("step", ["os.open", "write", "close", "replace"])
@pytest.mark.parametrize("call", range(1, 6))
def test_a_build_that_is_refused_at_any_file(shell: Shell, monkeypatch: pytest.MonkeyPatch, step: str, call: int) -> None:
    """The disk is full from the n-th file on: one error, exit 2, and every file is the old one or the new one."""
    assert shell("build").code == 0
    old = {p.name: p.read_bytes() for p in Path("generated").iterdir()}
    policy = Path("policies/trial.pol")
    policy.write_text(policy.read_text("utf-8").replace("640", "650").replace("512", "520"), "utf-8")
    assert shell("build", "-o", "wanted").code == 0
    new = {p.name: p.read_bytes() for p in Path("wanted").iterdir()}
    real, calls = writing.write_atomically, 0

    def write(path: Path, content: bytes) -> None:
        nonlocal calls
        if "generated" not in path.parts:
            return real(path, content)
        calls += 1
        if calls < call:
            return real(path, content)
        with monkeypatch.context() as patched:
            _failing(patched, step, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)))
            return real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr("policyc.workspace.build.write_atomically", write)
        run = shell("build", "--no-cache")
    changed = {name for name, content in new.items() if old[name] != content}
    if call <= len(changed):
        assert run.code == 2 and run.err.count("E0911") == 1, run
    found = {p.name: p.read_bytes() for p in Path("generated").iterdir()}
    assert found.keys() == old.keys()
    assert all(content in (old[name], new[name]) for name, content in found.items())
    assert shell("build", "--no-cache").code == 0
    assert {p.name: p.read_bytes() for p in Path("generated").iterdir()} == new


@UNIX
def test_a_limit_on_the_size_of_files_is_a_full_disk(shell: Shell) -> None:
    """The operating system's own refusal, in the middle of a file."""
    import resource

    assert shell("build").code == 0
    old = {p.name: p.read_bytes() for p in Path("generated").iterdir()}
    policy = Path("policies/trial.pol")
    policy.write_text(policy.read_text("utf-8").replace("640", "650").replace("512", "520"), "utf-8")
    done = subprocess.run(
        [*MAIN, "build", "--no-cache"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000)),
    )
    assert done.returncode == 2 and done.stderr.count("E0911") == 1 and "Traceback" not in done.stderr
    assert {p.name: p.read_bytes() for p in Path("generated").iterdir()}.keys() == old.keys()
    assert (Path("generated") / "trial.py").read_bytes() == old["trial.py"]


@UNIX
@pytest.mark.parametrize("folder", ["/proc/policyc", "/dev/null/x", "/sys/policyc"])
def test_a_folder_that_cannot_be_written(shell: Shell, folder: str) -> None:
    if not Path(folder).parent.exists():
        pytest.skip(f"no {Path(folder).parent} here")
    run = shell("build", "-o", folder)
    assert run.code == 2 and run.err.count("E0911") == 1, run


def test_a_folder_without_permission(shell: Shell) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root; /proc and /sys are tried instead")
    assert shell("build").code == 0
    Path("generated/trial.md").unlink()
    Path("generated").chmod(0o500)
    try:
        run = shell("build")
        assert run.code == 2 and run.err.count("E0911") == 1, run
    finally:
        Path("generated").chmod(0o700)


# ------------------------------------------------------------------ ended from outside


def _outputs(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith(".tmp")}


@UNIX
def test_a_build_that_is_killed_at_random_times(shell: Shell, tmp_path: Path) -> None:
    """SIGKILL: every file is the old one or the new one, and the next build has it right."""
    chance = random.Random(4)
    states = [POLICY, POLICY.replace("640", "650").replace("512", "520")]
    wanted: list[dict[str, bytes]] = []
    for number, text in enumerate(states):
        Path("policies/trial.pol").write_text(text, "utf-8")
        assert shell("build", "-o", f"wanted{number}").code == 0
        wanted.append(_outputs(Path(f"wanted{number}")))
    assert shell("build").code == 0
    killed = 0
    for turn in range(6):
        Path("policies/trial.pol").write_text(states[turn % 2], "utf-8")
        process = subprocess.Popen([*MAIN, "build", "--no-cache"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        before = {p: p.stat().st_mtime_ns for p in Path("generated").iterdir()}
        limit = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < limit:  # until it writes, and then a little longer
            if {p: p.stat().st_mtime_ns for p in Path("generated").iterdir() if p.exists()} != before:
                break
        time.sleep(chance.random() * 0.002)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        found = _outputs(Path("generated"))
        assert all(content in (one.get(name) for one in wanted) for name, content in found.items())
    assert killed > 2, "the build was never caught while it wrote"
    Path("policies/trial.pol").write_text(states[0], "utf-8")
    assert shell("build", "--no-cache").code == 0
    assert _outputs(Path("generated")) == wanted[0]


@UNIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_interrupted(shell: Shell, number: int) -> None:
    process = subprocess.Popen([*MAIN, "build", "--no-cache"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(0.3)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert b"Traceback" not in said
    assert shell("build").code == 0


def test_builds_at_once(shell: Shell) -> None:
    """Real processes that build different policies, and the same one, into one folder, again and again."""
    ids = ["trial", "second", "third"]
    for id_ in ids[1:]:
        text = POLICY.replace("as trial", f"as {id_}").replace("政策", id_).replace("试点", f"试点{id_}")
        Path(f"policies/{id_}.pol").write_text(text, "utf-8")
    for turn in range(2):
        jobs = [f"policies/{id_}.pol" for id_ in ids] + ["policies/trial.pol"]
        running = [subprocess.Popen([*MAIN, "build", job], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for job in jobs]
        for process in running:
            _, said = process.communicate(timeout=300)
            assert process.returncode == 0, said.decode()
        assert shell("build", "--check").code == 0, f"turn {turn}"
        assert not list(Path("generated").glob(".*.tmp"))
        for path in list(Path("generated").iterdir())[turn::2]:
            path.unlink()
