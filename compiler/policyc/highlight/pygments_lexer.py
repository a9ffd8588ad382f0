"""The Pygments lexer of .pol files: ``pygmentize -l pol``, Sphinx, MkDocs. Only this module imports Pygments."""

from __future__ import annotations

from typing import Any, ClassVar

from pygments import lexer
from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, Punctuation, String, Whitespace

from policyc.highlight import patterns as p
from policyc_grammar.keywords import words

_groups: Any = lexer.bygroups  # its stub has no types


class PolicyLexer(RegexLexer):
    """Keywords in both spellings, names with Chinese characters, amounts with their units."""

    name = "policyc"
    aliases: ClassVar = ["policyc", "pol"]
    filenames: ClassVar = ["*.pol"]
    mimetypes: ClassVar = ["text/x-policyc"]
    url = ""

    tokens: ClassVar = {
        "root": [
            (p.SPACE, Whitespace),
            (p.COMMENT, Comment.Single),
            (p.STRING, String.Double),
            (p.CHINESE_STRING, String.Double),
            (p.DATE, Literal.Date),
            (p.MONTH, Literal.Date),
            (p.AMOUNT, _groups(Number, Keyword.Type)),
            (p.NUMBER, Number),
            (rf"({p.ASCII_NAME})(\.)({p.NAME})", _groups(Name.Namespace, Punctuation, Name)),
            (rf"(?<!\w)({'|'.join(words('_AS'))})({p.SPACE})({p.ASCII_NAME})", _groups(Keyword, Whitespace, Name.Label)),
            (rf"{p.NAME}{p.AS}", Name.Variable),
            (rf"{p.of('function')}(?=[ \t]*[(（])", Name.Builtin),
            (p.of("declaration"), Keyword.Declaration),
            (p.of("type"), Keyword.Type),
            (p.of("constant"), Keyword.Constant),
            (p.of("operator"), Operator.Word),
            (p.of("header", "field", "control", "annotation"), Keyword),
            (p.NAME, Name),
            (p.ASCII_NAME, Name.Namespace),
            (p.SIGNS, Operator),
            (r"[%％]", Keyword.Type),
            (p.PUNCTUATION, Punctuation),
        ]
    }
