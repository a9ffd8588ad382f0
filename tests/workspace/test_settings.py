"""Where the workspace is, and which policies an argument means."""

from pathlib import Path

import pytest

from policyc.workspace.compiling import name_of
from policyc.workspace.finding import find_policies
from policyc.workspace.settings import find_workspace


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two policies and a hidden one; the current folder."""
    monkeypatch.delenv("POLICYC_SOURCES", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, head in {
        "a": "policy 甲 as first {}",
        "city/b": "# x\npolicy 乙 as second {}",
        ".old/c": "policy 丙 as third {}",
    }.items():
        path = tmp_path / "policies" / f"{name}.pol"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head, "utf-8")
    return tmp_path


def test_settings_of_pyproject_and_of_its_own_file(root: Path) -> None:
    (root / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert not find_workspace().configured
    (root / "pyproject.toml").write_text('[tool.policyc]\noutput = "out"\n')
    inner = root / "policies" / "city"
    assert find_workspace(inner).root == root
    assert find_workspace(inner).output == root / "out"
    (inner / "policyc.toml").write_text('sources = "texts"\n')
    assert find_workspace(inner).root == inner
    assert find_workspace(inner).sources == inner / "texts"


def test_sources_are_named_by_option_then_environment_then_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_workspace().sources == root / "sources"
    monkeypatch.setenv("POLICYC_SOURCES", "env")
    assert find_workspace().sources == root / "env"
    assert find_workspace(sources="option").sources == root / "option"


@pytest.mark.parametrize("text", ["output = 3\n", 'outptu = "x"\n', "output = \n"])
def test_wrong_settings_are_told(root: Path, text: str) -> None:
    (root / "policyc.toml").write_text(text)
    assert [d.code.code for d in find_workspace().diagnostics] == ["E0909"]


def test_a_broken_pyproject_that_is_not_ours_is_not_ours_to_tell(root: Path) -> None:
    (root / "pyproject.toml").write_text("[project\n")
    assert find_workspace().diagnostics == ()


def test_arguments(root: Path) -> None:
    workspace = find_workspace()
    a, b = root / "policies" / "a.pol", root / "policies" / "city" / "b.pol"
    assert find_policies([], workspace) == ((a, b), ())
    assert find_policies(["policies/city"], workspace) == ((b,), ())
    assert find_policies(["second", "policies"], workspace) == ((b, a), ())
    assert find_policies(["third"], workspace)[1][0].code.code == "E0901"
    assert find_policies(["policies/none.pol"], workspace) == ((root / "policies" / "none.pol",), ())
    (root / "empty").mkdir()
    assert find_policies(["empty"], workspace)[1][0].code.code == "E0910"


def test_a_file_is_called_the_same_wherever_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "policies" / "city" / "b.pol"
    assert name_of(path) == "policies/city/b.pol"
    monkeypatch.chdir("/")
    (root / "policyc.toml").write_text("")
    assert name_of(path) == "policies/city/b.pol"
    (root / "policyc.toml").unlink()
    monkeypatch.chdir(root / "policies")
    assert name_of(path) == "city/b.pol"
