"""The grammar of .pol files as data. It has an import root of its own so that a wheel, an sdist and a checkout all find it."""

from importlib.resources import files


def grammar_text() -> str:
    """The Lark grammar, as text."""
    return files(__name__).joinpath("policy.lark").read_text("utf-8")
