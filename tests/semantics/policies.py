"""Small policies as text, resolved: a head and a source around what a test is about."""

from __future__ import annotations

from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.model.policy import Origin, Policy
from policyc.semantics.resolve import resolve
from policyc.syntax.parse import parse

HEAD = """policy 试例 as trial { region 全国 "CN" year 2023 }
source 文 as doc { title "试例" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
"""


def resolved(top: str, clause: str = "", head: str = HEAD) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The policy with ``top`` at its top level and ``clause`` in its only clause."""
    text = head + top + (f'\nclause 文 "一、" {{\n{clause}\n}}\n' if clause else "\n")
    tree, found = parse(text, "trial.pol")
    assert tree is not None, found
    policy, more = resolve(tree, text, Origin("trial.pol", "0" * 64))
    return policy, (*found, *more)


def codes(top: str, clause: str = "", head: str = HEAD) -> list[str]:
    """The codes of everything that is wrong, in the order found."""
    return [d.code.code for d in resolved(top, clause, head)[1]]


def good(top: str, clause: str = "") -> Policy:
    """The policy, which has no error."""
    policy, found = resolved(top, clause)
    assert policy is not None
    assert not has_errors(found), [d.message("zh") for d in found]
    return policy
