"""The folder of generated modules as a package: its ``__init__.py`` lists them."""

from __future__ import annotations

from collections.abc import Sequence

from policyc.targets import Listed
from policyc.targets.python.literals import docstring_text, lines_of
from policyc.targets.python.skeletons import skeleton


def render_package(policies: Sequence[Listed]) -> str:
    """The source of ``__init__.py``: the modules in the folder, each with the policy's name."""
    told = [f"{policy.id}：{docstring_text(policy.name)}" for policy in policies]
    listed = [line for text in told for line in lines_of(text, 0)]
    return skeleton("package").render(listed=listed, modules=sorted(policy.id for policy in policies))
