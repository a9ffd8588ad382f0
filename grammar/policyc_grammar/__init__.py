"""The grammar of .pol files as data. It has an import root of its own so that a wheel, an sdist and a checkout all find it."""

from functools import cache
from importlib.resources import files

from policyc_grammar.keywords import terminals


@cache
def grammar_text() -> str:
    """The Lark grammar, as text: policy.lark, and the keyword terminals made by :mod:`policyc_grammar.keywords`."""
    return files(__name__).joinpath("policy.lark").read_text("utf-8") + "\n" + terminals()
