"""Policy → a Python module that stands alone: standard library only, typed, readable, exact.

Read in this order: :mod:`.module` puts it together · :mod:`.data` what the policy declares · :mod:`.functions` its rules ·
:mod:`.tables`, :mod:`.choices`, :mod:`.formulas` (with :mod:`.patterns`, :mod:`.operators`) the code of a formula ·
:mod:`.scales` at which scale it counts · :mod:`.notes`, :mod:`.words` what it can say · :mod:`.layout`, :mod:`.code`,
:mod:`.literals` how it is written down. The skeletons print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyc.model.policy import Policy
from policyc.targets import Listed, TargetError


@dataclass(frozen=True, slots=True)
class PythonTarget:
    """``<id>.py`` for a policy, and the package that holds them all."""

    name: str = "python"

    def render(self, policy: Policy) -> Mapping[str, bytes]:
        """The module of one policy."""
        from policyc.targets.python.module import render_module

        if policy.id == "lookup":  # the module of that name looks up all others
            raise TargetError("lookup: this id is taken by the folder's own lookup.py")
        return {f"{policy.id}.py": render_module(policy).encode()}

    def collect(self, policies: Sequence[Listed]) -> Mapping[str, bytes]:
        """The package's own file, and the look-up over all modules."""
        from policyc.targets.python.package import render_lookup, render_package

        return {"__init__.py": render_package(policies).encode(), "lookup.py": render_lookup(policies).encode()}


TARGET = PythonTarget()
