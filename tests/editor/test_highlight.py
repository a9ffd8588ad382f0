"""The Pygments lexer, and what the VS Code folder is made of."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pygments.token import Error, Whitespace

from policyc.highlight.pygments_lexer import PolicyLexer
from policyc.syntax.parse import parse
from policyc_grammar.keywords import keywords

ROOT = Path(__file__).parents[2]
POLICIES = sorted((ROOT / "policies").rglob("*.pol"))
VSCODE = ROOT / "editors" / "vscode"

SAMPLE = """# 试行
参数 人均补助 代号 subsidy 不低于 640元/人/年 原文 "不低于\\"640元\\"" 转述
rule 次月 as next_month : month only when 年龄 >= 60岁 = month_of(2023-07-26) + 1个月
check cn_2023.个人缴费 == 1.4万元 * 70%
"""


def tokens(text: str) -> list[tuple[str, str]]:
    """The tokens that are not white space: the last part of their type, their text."""
    found = PolicyLexer().get_tokens(text)
    return [(str(kind).removeprefix("Token."), value) for kind, value in found if kind is not Whitespace and value.strip()]


def test_a_sample() -> None:
    assert tokens(SAMPLE) == [
        ("Comment.Single", "# 试行"),
        ("Keyword.Declaration", "参数"),
        ("Name.Variable", "人均补助"),
        ("Keyword", "代号"),
        ("Name.Label", "subsidy"),
        ("Operator.Word", "不低于"),
        ("Literal.Number", "640"),
        ("Keyword.Type", "元/人/年"),
        ("Keyword", "原文"),
        ("Literal.String.Double", '"不低于\\"640元\\""'),
        ("Keyword", "转述"),
        ("Keyword.Declaration", "rule"),
        ("Name.Variable", "次月"),
        ("Keyword", "as"),
        ("Name.Label", "next_month"),
        ("Punctuation", ":"),
        ("Keyword.Type", "month"),
        ("Keyword", "only when"),
        ("Name", "年龄"),
        ("Operator", ">="),
        ("Literal.Number", "60"),
        ("Keyword.Type", "岁"),
        ("Operator", "="),
        ("Name.Builtin", "month_of"),
        ("Punctuation", "("),
        ("Literal.Date", "2023-07-26"),
        ("Punctuation", ")"),
        ("Operator", "+"),
        ("Literal.Number", "1"),
        ("Keyword.Type", "个月"),
        ("Keyword.Declaration", "check"),
        ("Name.Namespace", "cn_2023"),
        ("Punctuation", "."),
        ("Name", "个人缴费"),
        ("Operator", "=="),
        ("Literal.Number", "1.4"),
        ("Keyword.Type", "万元"),
        ("Operator", "*"),
        ("Literal.Number", "70"),
        ("Keyword.Type", "%"),
    ]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_shipped_policy_has_a_token_that_is_not_known(path: Path) -> None:
    text = path.read_text("utf-8")
    found = list(PolicyLexer(stripnl=False, ensurenl=False).get_tokens(text))
    assert not [value for kind, value in found if kind is Error]
    assert "".join(value for _, value in found) == text


def test_every_keyword_is_highlighted_in_both_spellings() -> None:
    for keyword in keywords():
        for spelt in keyword.spellings:
            if keyword.category == "function":
                spelt += "("
            kinds = {kind for kind, _ in tokens(spelt)}
            assert kinds <= {
                *("Keyword", "Keyword.Declaration", "Keyword.Type", "Keyword.Constant", "Operator", "Operator.Word"),
                *("Name.Builtin", "Punctuation"),
            }, spelt


def test_the_grammar_of_vs_code_is_what_would_be_written() -> None:
    run = subprocess.run([sys.executable, VSCODE / "generate.py", "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_the_manifest_of_vs_code_names_files_that_are_there() -> None:
    manifest = json.loads((VSCODE / "package.json").read_text("utf-8"))
    contributed = manifest["contributes"]
    named = [manifest["main"], *(each["path"] for kind in ("grammars", "snippets") for each in contributed[kind])]
    named += [language["configuration"] for language in contributed["languages"]]
    assert all((VSCODE / path).is_file() for path in named)
    settings = json.loads((VSCODE / "language-configuration.json").read_text("utf-8"))
    assert ["“", "”"] in [[pair["open"], pair["close"]] for pair in settings["autoClosingPairs"]]


SNIPPETS = json.loads((VSCODE / "snippets" / "pol.json").read_text("utf-8"))


@pytest.mark.parametrize("name", SNIPPETS)
def test_every_snippet_can_be_read(name: str) -> None:
    body = "\n".join(SNIPPETS[name]["body"])
    choices = re.search(r"\$\{\d+\|([^|]*)\|\}", body)
    for choice in choices[1].split(",") if choices else [""]:
        text = re.sub(r"\$\{\d+\|[^|]*\|\}", choice, body)
        text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")
        top = re.match(r"policy|source|enum|clause|政策|来源|分类|条款", text)
        _, found = parse(text if top else f'clause 通知 "一" {{ {text} }}', "snippet.pol")
        assert not found, (text, [d.message("zh") for d in found])
