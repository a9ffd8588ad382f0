"""The Jinja2 skeletons: they print what they are given; a name that is not given is an error."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # What is printed is Python, already escaped for where it lands.
    return Environment(
        loader=PackageLoader("policyc.targets.python", "skeleton"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )


def skeleton(name: str) -> Template:
    """The skeleton of this name."""
    return _environment().get_template(f"{name}.py.j2")
