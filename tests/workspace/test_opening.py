"""What a user calls a policy: a revision of git, a region on a day, and what is said where that cannot be."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from policyc.workspace.opening import Named, Opened, opened
from policyc.workspace.settings import find_workspace

NATION = """policy 年度 as nation_{year} {{ region 全国 "CN" year {year} series 通知 }}
source 文 as doc {{ title "年度通知" number "试〔{year}〕1号" issuers "试行局" issued {year}-01-01 }}
clause 文 "一" {{ param 缴费标准 as paid_in = {amount}元/人/年 more is worse }}
"""
CITY = """policy 市年度 as city_2023 { region 试行市 "370400" year 2023 series 通知 under nation_2023 }
source 文 as doc { title "市年度通知" number "市〔2023〕1号" issuers "市局" issued 2023-03-01 }
clause 文 "一" {
  param 补贴 as help = 缴费标准 - 100元/人/年
}
"""
OTHER = NATION.format(year=2023, amount=5).replace("nation_2023", "other_2023").replace("series 通知", "series 另一项")


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace below the top of a repository, whose policies were changed after the first commit."""
    for variable in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    root = tmp_path / "desk"
    (root / "rules").mkdir(parents=True)
    (root / "policyc.toml").write_text('policies = "rules"\n', "utf-8")
    write(root, "nation_2023", NATION.format(year=2023, amount=350))
    write(root, "city_2023", CITY)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    monkeypatch.chdir(root)
    return root


def write(root: Path, id_: str, text: str) -> None:
    """Write a policy of the workspace."""
    (root / "rules" / f"{id_}.pol").write_text(text, "utf-8")


def open_(*asked: Named) -> Opened:
    """Open policies from the current folder."""
    return opened(asked, find_workspace())


def refusal(*asked: Named) -> str:
    """The code of what stands in the way."""
    (diagnostic,) = open_(*asked).refused
    assert diagnostic.message("zh") and diagnostic.message("en")
    return diagnostic.code.code


@pytest.mark.parametrize(
    "path", ["rules/nation_2023.pol", "./rules/nation_2023.pol", "desk/rules/nation_2023.pol", "nation_2023"]
)
def test_a_file_of_a_revision(folder: Path, path: str) -> None:
    """From here, from the top of the repository, or by its id; and the file as it is now beside it."""
    write(folder, "nation_2023", NATION.format(year=2023, amount=380))
    made = open_(f"git:HEAD:{path}", "rules/nation_2023.pol")
    then, now = (c.policy for c in made.compilations)
    assert then is not None and now is not None
    assert [str(p.param["缴费标准"].bound.value) for p in (then, now)] == ["350", "380"]
    assert then.origin.file == "git:HEAD:desk/rules/nation_2023.pol"


def test_what_it_relates_to_is_of_the_revision(folder: Path) -> None:
    """The policy above is read from the revision, though it is changed, and then gone, in the folder."""
    write(folder, "nation_2023", NATION.format(year=2023, amount="未明确"))
    (made,) = open_("git:HEAD:city_2023").compilations
    (folder / "rules" / "nation_2023.pol").unlink()
    (again,) = open_("git:HEAD:city_2023").compilations
    assert made.ok and again.ok and made.policy == again.policy


def test_what_is_new_is_not_of_the_revision(folder: Path) -> None:
    """A file that is not committed does not exist there."""
    write(folder, "nation_2024", NATION.format(year=2024, amount=400))
    assert refusal("git:HEAD:nation_2024") == "E0934"
    assert refusal("git:HEAD:rules/nation_2024.pol") == "E0934"


def test_any_revision_that_git_understands(folder: Path) -> None:
    """One step back, a message, a tag."""
    write(folder, "nation_2023", NATION.format(year=2023, amount=380))
    git(folder, "commit", "-q", "-a", "-m", "second: 380")
    git(folder, "tag", "v1", "HEAD~1")
    for rev, amount in {"HEAD~1": "350", "HEAD^{/second: 380}": "380", "v1": "350", "main": "380"}.items():
        (made,) = open_(f"git:{rev}:nation_2023").compilations
        assert made.policy is not None and str(made.policy.param["缴费标准"].bound.value) == amount


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("git:HEAD", "E0931"),
        ("git::rules/nation_2023.pol", "E0931"),
        ("git:--output=x:rules/nation_2023.pol", "E0931"),
        ("git:nowhere:rules/nation_2023.pol", "E0933"),
        ("git:HEAD:../../secret.pol", "E0934"),
        ("git:HEAD:/etc/hosts", "E0934"),
        ("git:HEAD:rules", "E0934"),
        ("git:HEAD:rules/none.pol", "E0934"),
    ],
)
def test_what_no_revision_has(folder: Path, argument: str, code: str) -> None:
    """Each with its own message."""
    assert refusal(argument) == code


def test_without_git(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a repository nor the program is a matter of course."""
    bare = tmp_path.parent / "no_repository"
    bare.mkdir(exist_ok=True)
    monkeypatch.chdir(bare)
    assert refusal("git:HEAD:x.pol") == "E0932"
    monkeypatch.setenv("PATH", str(bare))
    assert refusal("git:HEAD:x.pol") == "E0932"


def test_what_is_wrong_with_a_file_of_a_revision(folder: Path) -> None:
    """Its errors bear the name of the revision, with the line."""
    write(folder, "nation_2023", NATION.format(year=2023, amount="三百"))
    git(folder, "commit", "-q", "-a", "-m", "broken")
    made = open_("git:HEAD:nation_2023")
    diagnostic = next(d for d in made.diagnostics if d.is_error)
    assert diagnostic.span.file == "git:HEAD:desk/rules/nation_2023.pol"
    assert "三百" in made.texts[diagnostic.span.file]


# ------------------------------------------------------------------ region@date


@pytest.mark.parametrize("argument", ["CN@2023-06-01", "全国@2023-06-01"])
def test_what_is_in_force(folder: Path, argument: str) -> None:
    """By code or name."""
    write(folder, "nation_2024", NATION.format(year=2024, amount=400))
    (made,) = open_(argument).compilations
    assert made.policy is not None and made.policy.id == "nation_2023"


def test_an_amendment_ends_what_it_amends(folder: Path) -> None:
    """As in a look-up: from its first day on it holds in place of the other."""
    text = NATION.format(year=2023, amount=360).replace("nation_2023", "nation_2023b")
    text = text.replace("series 通知", "series 通知 period 2023-07-01 .. 2023-12-31 amends nation_2023")
    write(
        folder,
        "nation_2023b",
        text.replace("param 缴费标准 as paid_in = 360元/人/年 more is worse", "amend 缴费标准 = 360元/人/年"),
    )
    for day, id_ in {"2023-06-30": "nation_2023", "2023-07-01": "nation_2023b"}.items():
        (made,) = open_(f"CN@{day}").compilations
        assert made.policy is not None and made.policy.id == id_


def test_the_level_above_is_noted(folder: Path) -> None:
    """A city without a policy of its own on that day has the nation's, and that is said."""
    write(folder, "nation_2024", NATION.format(year=2024, amount=400))
    made = open_("试行市@2024-06-01")
    assert [d.code.code for d in made.diagnostics] == ["W0931"]
    assert made.compilations[0].policy is not None and made.compilations[0].policy.id == "nation_2024"


def test_the_other_side_decides_the_series(folder: Path) -> None:
    """Two series are in force in the nation; the city's is one of them. Alone, they are both named."""
    write(folder, "other_2023", OTHER)
    for pair in (("CN@2023-06-01", "city_2023"), ("370400@2023-06-01", "nation_2023")):
        made = open_(*pair)
        assert not made.refused
        assert {c.policy.series for c in made.compilations if c.policy is not None} == {"通知"}
    (refused,) = open_("CN@2023-06-01").refused
    assert refused.code.code == "E0937"
    assert "nation_2023" in refused.message("zh") and "other_2023" in refused.message("zh")


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("CN@2023-6-1", "E0938"),
        ("CN@2023-02-30", "E0938"),
        ("CN@20230601", "E0938"),
        ("火星@2023-06-01", "E0935"),
        ("CN@1999-01-01", "E0936"),
        ("CN@rules.pol", "E0901"),
    ],
)
def test_what_is_in_force_nowhere(folder: Path, argument: str, code: str) -> None:
    """A day that is none, a region that is none, a day without a policy, and what is no day at all."""
    assert [d.code.code for d in open_(argument).diagnostics if d.is_error] == [code]
