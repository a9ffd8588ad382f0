"""Files and folders that are not what they should be: each ends in one clear error or the right result, and soon."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import POLICY
from tests.cli.conftest import shell as shell_in_a_workspace
from tests.cli.running import Shell

shell = shell_in_a_workspace

UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes and devices here")


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    """Whatever waits for ever, or nearly, is stopped."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 120)
    yield
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _code(shell: Shell, *arguments: object, exits: int) -> str:
    """Run it: it fails with this exit code and one error, whose code is given."""
    run = shell(*arguments, "--format", "plain")
    assert run.code == exits, run
    assert "Traceback" not in run.err and "bug in policyc" not in run.err
    found = [line for line in run.out.splitlines() if line.count(":") >= 3]
    assert len(found) == 1, run.out
    return found[0].split(": ", 1)[1][:5]


@pytest.mark.parametrize(
    ("content", "code", "exits"),
    [
        (POLICY.encode("gb18030"), "E0903", 2),
        (POLICY.encode("utf-16"), "E0903", 2),
        (POLICY.encode("utf-16-le"), "E0903", 2),
        (POLICY.replace("某事", "某\0事").encode(), "E0118", 1),
        (POLICY.encode()[:-200] + b"\xff\n", "E0903", 2),
        (POLICY.encode() + b"\xed\xa0\x80\n", "E0903", 2),
        (b"", "E0201", 1),
        (b"\xef\xbb\xbf", "E0201", 1),
        (b"#" + b"x" * (5 << 20), "E0905", 2),
    ],
)
def test_what_is_no_text_of_ours(shell: Shell, content: bytes, code: str, exits: int) -> None:
    Path("x.pol").write_bytes(content)
    assert _code(shell, "check", "x.pol", exits=exits) == code


def test_a_byte_order_mark_and_any_line_ends_are_no_error(shell: Shell) -> None:
    for text in ("\ufeff" + POLICY, POLICY.replace("\n", "\r\n")):
        Path("x.pol").write_bytes(text.encode())
        assert shell("check", "x.pol").code == 0


def test_folders_and_links(shell: Shell) -> None:
    Path("folder.pol").mkdir()
    assert _code(shell, "check", "folder.pol", exits=2) == "E0910"
    (Path("policies") / "folder.pol").mkdir()
    assert shell("check").code == 0
    if sys.platform != "win32":
        Path("loop.pol").symlink_to("loop.pol")
        Path("dangling.pol").symlink_to("nowhere.pol")
        assert _code(shell, "check", "loop.pol", exits=2) == "E0901"
        assert _code(shell, "check", "dangling.pol", exits=2) == "E0901"
        (Path("policies") / "round").symlink_to("..")
        assert shell("check").code == 0
        assert shell("check", "trial").code == 0


@UNIX
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_would_be_waited_for_is_not(shell: Shell, kind: str) -> None:
    def put(path: Path) -> None:
        if kind == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")

    put(Path("x.pol"))
    for verb in ("check", "build", "test"):
        assert _code(shell, verb, "x.pol", exits=2) == "E0902"
    for verb in ("cite", "prove"):
        assert shell(verb, "x.pol").code == 2
    assert shell("fmt", "x.pol").code == 2
    assert shell("build", "policies/trial.pol").code == 0
    for path in ("policies/other.pol", "generated/other.json", "generated/.x"):
        put(Path(path))
    assert shell("check", "trial").code == 0, "a policy by its id, beside one that cannot be read"
    assert shell("eval", "trial", "中央补助", "-g", "档=西部").code == 0
    assert shell("uses", "补助").code in (0, 1, 2)
    Path("generated/trial.md").unlink()
    put(Path("generated/trial.md"))
    assert shell("build", "policies/trial.pol").code == 0
    assert Path("generated/trial.md").read_text("utf-8").startswith("#") and not Path("generated/trial.md").is_symlink()
    put(Path("sources.lock"))
    Path("sources").mkdir()
    put(Path("sources/notice.txt"))
    put(Path("policies/sources.lock"))
    assert shell("cite", "policies/trial.pol").code == 2


@pytest.mark.parametrize("path", ["a\0b.pol", "x" * 5000 + ".pol", "x/" * 3000 + "y.pol", "", "-"])
def test_impossible_paths(shell: Shell, path: str) -> None:
    for arguments in (("check", path), ("build", "policies/trial.pol", "-o", path + "/x"), ("eval", path, "中央补助")):
        run = shell(*arguments)
        assert run.code in (0, 2) and "bug in policyc" not in run.err, arguments
        if arguments[0] != "build":
            assert run.code == 2


@pytest.mark.parametrize(
    "settings",
    [
        'policies = "a\\u0000b"\n',
        'output = "a\\u0000b"\n',
        'sources = "a\\u0000b"\n',
        "policies = 3\n",
        'policies = ["x"]\n',
        'output = ""\n',
        "output = nan\n",
        'unknown = "x"\n',
        "x = " + "[" * 5000 + "]" * 5000 + "\n",
        "x = " + "9" * 100_000 + "\n",
        "\udcff",
        "\x1b[2J = 1\n",
        '"\\u001b[2J\\n::error::x" = 1\n',
    ],
)
def test_hostile_settings(shell: Shell, settings: str) -> None:
    Path("policyc.toml").write_bytes(settings.encode("utf-8", "surrogateescape"))
    for arguments in (
        *(("check", "policies/trial.pol"), ("build", "policies/trial.pol"), ("check",), ("cite", "policies/trial.pol")),
        *(("check", "--format", format_) for format_ in ("github", "json", "plain", "sarif")),
    ):
        run = shell(*arguments)
        assert run.code == 2 and "bug in policyc" not in run.err, (arguments, run)
        assert "\x1b" not in run.out + run.err
        assert not any(line.startswith("::error::x") for line in run.out.splitlines())


LOCKS = [
    b"",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"format": 1, "texts": [], "policies": []}',
    b'{"format": 1, "texts": {"notice.txt": {"sha256": 1, "numbers": []}}, "policies": {}}',
    b'{"format": 1, "texts": {}, "policies": {"trial": [{"name": "", "source": "", "quote": "", "file": "", "start": 1e999,'
    b' "end": 0, "figures": []}]}}',
    b'{"format": 1, "texts": {}, "policies": {"trial": [7]}}',
    b'{"format": ' + b"9" * 10_000 + b"}",
]


@pytest.mark.parametrize("lock", LOCKS)
def test_hostile_locks(shell: Shell, lock: bytes) -> None:
    Path("policies/sources.lock").write_bytes(lock)
    run = shell("cite", "policies/trial.pol")
    assert run.code in (1, 2) and "E0818" in run.err, run
    assert "bug in policyc" not in run.err


FOREIGN = [
    b"[" * 100_000,
    b'{"policy": 3}',
    b'{"policy": [1]}',
    b'{"policy": {"id": "other", "name": [1], "region": null, "year": null, "series": null, "file": "x"}}',
    b'{"policy": {"id": "other", "name": "x", "region": {"name": 3, "code": {}}, "year": "x", "series": 7, "file": "x"}}',
    b'{"policy": {"id": "other", "name": "x", "region": [], "year": null, "series": null, "file": "x", "period": 3}}',
    b'{"policy": {"id": "\\", \\nimport os\\n", "name": "x", "region": null, "year": 1, "series": null, "file": "x"}}',
]


@pytest.mark.parametrize("foreign", FOREIGN)
@pytest.mark.parametrize("name", ["other.json", '", \nimport os\n.json'])
def test_foreign_files_in_the_output_folder(shell: Shell, foreign: bytes, name: str) -> None:
    Path("generated").mkdir()
    Path("generated", name).write_bytes(foreign)
    assert shell("build", "policies/trial.pol").code == 0
    package = Path("generated/__init__.py").read_text("utf-8")
    assert "other" not in package and "import os" not in package
    assert Path("generated", name).read_bytes() == foreign


@UNIX
def test_a_name_of_bytes_that_are_no_text(shell: Shell) -> None:
    name = os.fsdecode(b"policies/\xff.pol")
    Path(name).write_text(POLICY.replace("as trial", "as other"), "utf-8")
    for format_ in ("text", "json", "github", "sarif", "plain"):
        assert shell("check", name, "--format", format_).code == 0
    assert shell("check").code == 0
    assert shell("build", name).code == 0
    assert '"file": "policies/\\\\udcff.pol"' in Path("generated/other.json").read_text("utf-8")


@pytest.mark.parametrize("file", ["x" * 5000, "/dev/zero", "../policyc.toml", "a\\b", "..", ".", "policies", "con", "a:b", "*"])
def test_hostile_names_of_sources(shell: Shell, file: str) -> None:
    path = Path("policies/trial.pol")
    path.write_text(path.read_text("utf-8").replace('"notice.txt"', f'"{file}"'), "utf-8")
    Path("sources/policies").mkdir(parents=True)
    for verb in ("check", "cite"):
        run = shell(verb, "policies/trial.pol")
        assert run.code in (0, 1, 2, 3) and "bug in policyc" not in run.err, run
