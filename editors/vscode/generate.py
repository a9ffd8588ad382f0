"""Write the TextMate grammar of .pol files from the table of keywords: ``python editors/vscode/generate.py [--check]``.

``--check`` writes nothing and ends with 1 where the grammar is not what would be written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from policyc.highlight import patterns as p
from policyc_grammar.keywords import words

TARGET = Path(__file__).parent / "syntaxes" / "pol.tmLanguage.json"
AS = "|".join(words("_AS"))

_QUALIFIED = ("entity.name.namespace.pol", "punctuation.accessor.pol", "variable.other.pol")


def grammar() -> str:
    """The grammar as its file has it."""
    rules = [
        _rule("comment.line.number-sign.pol", p.COMMENT),
        {
            "name": "string.quoted.double.pol",
            "begin": '"',
            "end": r'"|(?=$)',
            "patterns": [_rule("constant.character.escape.pol", r'\\["\\]'), _rule("invalid.illegal.escape.pol", r"\\.")],
        },
        _rule("string.quoted.other.pol", p.CHINESE_STRING),
        _rule("constant.numeric.date.pol", p.DATE),
        _rule("constant.numeric.date.pol", p.MONTH),
        _rule(None, p.AMOUNT, "constant.numeric.pol", "storage.type.unit.pol"),
        _rule("constant.numeric.pol", p.NUMBER),
        _rule(None, rf"({p.ASCII_NAME})(\.)({p.NAME})", *_QUALIFIED),
        _rule(None, rf"(?<!\w)({AS})\s+({p.ASCII_NAME})", "keyword.other.as.pol", "entity.name.tag.pol"),
        _rule("entity.name.function.pol", rf"{p.NAME}{p.AS}"),
        _rule("support.function.pol", rf"{p.of('function')}(?=[ \t]*[(（])"),
        _rule("keyword.declaration.pol", p.of("declaration")),
        _rule("support.type.pol", p.of("type")),
        _rule("constant.language.pol", p.of("constant")),
        _rule("keyword.operator.word.pol", p.of("operator")),
        _rule("keyword.control.pol", p.of("control")),
        _rule("storage.modifier.pol", p.of("annotation")),
        _rule("keyword.other.pol", p.of("header", "field")),
        _rule("variable.other.pol", p.NAME),
        _rule("entity.name.namespace.pol", p.ASCII_NAME),
        _rule("keyword.operator.pol", p.SIGNS),
        _rule("support.type.pol", "[%％]"),
        _rule("punctuation.pol", p.PUNCTUATION),
    ]
    made = {"name": "policyc", "scopeName": "source.pol", "fileTypes": ["pol"], "patterns": rules}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _rule(scope: str | None, pattern: str, *groups: str) -> dict[str, object]:
    """A rule of one regular expression: its scope, or those of its groups."""
    rule: dict[str, object] = {"match": pattern.replace(r"\u3400-\u9fff", r"\x{3400}-\x{9fff}").replace(r"\u3000", r"\x{3000}")}
    if scope is not None:
        rule["name"] = scope
    if groups:
        rule["captures"] = {str(n): {"name": name} for n, name in enumerate(groups, 1)}
    return rule


def main(arguments: list[str]) -> int:
    """The command."""
    if arguments == ["--check"]:
        stale = not TARGET.is_file() or TARGET.read_text("utf-8") != grammar()
        print(f"{TARGET.name} is {'stale: python editors/vscode/generate.py' if stale else 'as it should be'}")
        return int(stale)
    TARGET.write_text(grammar(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
