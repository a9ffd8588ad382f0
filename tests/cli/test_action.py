"""The GitHub action and the hooks for pre-commit: well formed, safe against what their users type, and they do what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from policyc.cli import VERBS
from tests.cli.test_diff import NEW, OLD

ROOT = Path(__file__).parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_no_expression_in_a_script() -> None:
    """Every step that runs something names its shell and takes what users give from the environment."""
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    assert ACTION["runs"]["using"] == "composite" and len(steps) == 2
    for step in steps:
        assert step["shell"] == "bash" and "${{" not in step["run"]
    taken = [value for step in ACTION["runs"]["steps"] for part in ("env", "with") for value in step.get(part, {}).values()]
    given = "".join(map(str, taken))
    assert all(f"inputs.{name}" in given for name in ACTION["inputs"]), "every input is used"


def test_every_input_is_documented() -> None:
    """In the page for CI, with the hooks."""
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in ACTION["inputs"])
    assert all(hook["id"] in text for hook in HOOKS)


def test_hooks_run_verbs_that_there_are() -> None:
    """On policies, with an environment of Python."""
    assert {hook["id"] for hook in HOOKS} == {"policyc-fmt", "policyc-check", "policyc-build", "policyc-diff"}
    for hook in HOOKS:
        assert hook["language"] == "python" and hook["files"] == r"\.pol$"
        assert hook["entry"].partition("policyc ")[2].split()[0] in VERBS


class Checkout:
    """A repository of git with one policy, and the action's script run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        (folder / "policies").mkdir()
        self.write("policies/a.pol", OLD)
        self.commit()

    def git(self, *arguments: str) -> None:
        """A command of git, which must succeed."""
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True)

    def write(self, name: str, text: str) -> None:
        """A file of the checkout."""
        (self.folder / name).write_text(text, "utf-8")

    def commit(self) -> None:
        """All that there is."""
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def run(self, **given: str) -> tuple[int, str]:
        """The script with these inputs: its exit code, and what it says on standard output."""
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("POLICYC_", "GITHUB_", "GIT_"))}
        env = {**kept, "PATH": path, "PYTHONUTF8": "1", **{f"POLICYC_{name.upper()}": value for name, value in given.items()}}
        script = ["bash", str(ROOT / ".ci" / "action")]
        done = subprocess.run(script, cwd=self.folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
        return done.returncode, done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """See :class:`Checkout`."""
    return Checkout(tmp_path)


def test_a_pull_request(checkout: Checkout) -> None:
    """Each policy that differs from the base, renamed or not; new ones and removed ones are named."""
    checkout.git("mv", "policies/a.pol", "policies/甲 乙.pol")
    checkout.write("policies/甲 乙.pol", OLD.replace("350", "380"))
    checkout.commit()
    code, out = checkout.run(base="HEAD~1")
    assert code == 1 and "::warning file=policies/甲 乙.pol,line=3," in out
    assert checkout.run(base="HEAD~1", fail_on="never")[0] == 0
    checkout.write("policies/new.pol", OLD.replace("as old", "as other"))
    checkout.commit()
    code, out = checkout.run(base="HEAD~1")
    assert code == 0 and "新增政策（new policy）: policies/new.pol" in out
    checkout.git("rm", "-q", "policies/new.pol")
    checkout.commit()
    code, out = checkout.run(base="HEAD~1", fail_on="any")
    assert code == 0 and "删除政策" in out
    assert "没有改动政策" in checkout.run(base="HEAD")[1]
    assert "没有改动政策" in checkout.run(base="HEAD~1", paths="elsewhere/*.pol")[1]


def test_two_policies(checkout: Checkout) -> None:
    """As they are called."""
    checkout.write("policies/b.pol", NEW)
    assert checkout.run(old="policies/a.pol", new="policies/b.pol")[0] == 1
    assert checkout.run(old="policies/b.pol", new="policies/a.pol")[0] == 0


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"old": "policies/a.pol"},
        {"base": "HEAD", "fail_on": "sometimes; touch evil"},
        {"base": "--upload-pack=touch evil"},
        {"base": "$(touch evil)"},
        {"old": "$(touch evil)", "new": "`touch evil`"},
        {"old": "--output=evil", "new": "policies/a.pol"},
        {"base": "nowhere\n::error::x"},
    ],
)
def test_what_cannot_be_done(checkout: Checkout, given: dict[str, str]) -> None:
    """Ends with 2; nothing that was given is run, or printed so that it is a command."""
    code, out = checkout.run(**given)
    assert code == 2
    assert not (checkout.folder / "evil").exists()
    assert not [line for line in out.splitlines() if line.startswith("::") and not line.startswith("::error title=policyc::")]


def test_a_policy_that_is_not_valid(checkout: Checkout) -> None:
    """Fails the step."""
    checkout.write("policies/a.pol", OLD.replace("350元/人/年", "350元/人/年 + 5%"))
    checkout.commit()
    assert checkout.run(base="HEAD~1", fail_on="never")[0] == 1
