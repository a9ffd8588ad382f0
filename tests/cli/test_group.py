"""The group itself: help without loading the compiler, usage errors, and policyc's own mistakes."""

import subprocess
import sys

import pytest

from policyc.cli import VERBS
from policyc.cli.group import group
from policyc.diagnostics.registry import names
from policyc.diagnostics.renderers.cells import width
from tests.cli.running import Shell

_LOADED = """
import sys, policyc.cli
try:
    policyc.cli.main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def _modules(*arguments: str) -> set[str]:
    """What a command loads, in a fresh interpreter."""
    run = subprocess.run([sys.executable, "-c", _LOADED, *arguments], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["eval", "--help"], ["explain", "E0901"], ["--version"]])
def test_help_is_light(arguments: list[str]) -> None:
    loaded = _modules(*arguments)
    assert "click" in loaded and "policyc.cli" in loaded
    heavy = {"lark", "jinja2", "tomllib", "policyc.pipeline", "policyc.semantics.resolve", "policyc.targets"}
    assert not loaded & heavy


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, policyc; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"lark", "click", "jinja2", "policyc.pipeline"} & set(run.stdout.split())


def test_every_verb_loads_and_explains_itself_in_both_languages(shell: Shell) -> None:
    for verb in VERBS:
        text = shell(verb, "--help").out
        assert any("\u4e00" <= char <= "\u9fff" for char in text)
        assert any(word in text for word in ("Print", "Compile", "Check", "Run", "Work", "Prove", "Show", "List", "Give", "Talk"))
    listed = shell("--help")
    assert listed.code == 0 and all(verb in listed.out for verb in VERBS)


def test_usage_errors(shell: Shell) -> None:
    assert shell("nothing").code == 2
    assert shell("check", "--nothing").code == 2
    assert shell().code == 2


def test_a_mistake_of_policyc_itself_is_said_to_be_one(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(group, "invoke", fail)
    run = shell("check")
    assert run.code == 2 and "policyc 自身出错" in run.err and "bug" in run.err and "Traceback" not in run.err
    monkeypatch.setenv("POLICYC_DEBUG", "1")
    assert "Traceback" in shell("check").err


def test_an_interrupt_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(group, "invoke", interrupt)
    run = shell("check")
    assert run.code == 2 and "已中断（interrupted）" in run.err and "Traceback" not in run.err


def test_explain_shows_a_page_and_lists_all_by_group(shell: Shell) -> None:
    page = shell("explain", "e0602").out
    assert page.startswith("E0602  错误 · 写全与冲突\n\n冲突：")
    assert "\n怎么改：" in page
    assert all(width(line) <= 100 and line[:1] not in "，。、；：）" for line in page.splitlines() if line)
    assert shell("explain", "W0201", "--lang", "en").out.startswith("W0201  warning · names\n")
    listed = shell("explain").out
    assert listed.startswith("文字和语法\n  E0101  ")
    assert all(f"  {name}  " in listed for name in names())
    assert shell("explain", "E9998").code == 2
