"""Policies from short texts, for tests of what works on whole policies."""

from __future__ import annotations

from policyc.model.policy import Origin, Policy
from policyc.semantics.resolve import resolve
from policyc.syntax.parse import parse

HEAD = """
policy 试例 as trial { region 全国 "CN"  year 2023  series 试例 }
source 通知 as notice { title "试例（虚构）"  number "试〔2023〕1号"  issuers "试例局"  issued 2023-01-01 }
enum 地区分档 as region_tier { 西部 as west, 中部 as central, 东部 as east }
enum ordered 等级 as level { 一级 as l1, 二级 as l2, 三级 as l3 }
"""


def policy_of(top: str, clause: str = "") -> Policy:
    """The policy of some top-level declarations and of what one clause holds."""
    text = f'{HEAD}{top}\nclause 通知 "一、筹资" {{\n{clause}\n}}\n'
    tree, errors = parse(text, "试例.pol")
    assert tree is not None and not errors, [error.message("zh") for error in errors]
    policy, errors = resolve(tree, text, Origin("试例.pol", ""))
    assert policy is not None, [error.message("zh") for error in errors]
    assert not [error for error in errors if error.is_error], [error.message("zh") for error in errors]
    return policy
