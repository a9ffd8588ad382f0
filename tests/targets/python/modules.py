"""Compiles policies to modules and imports them, for the tests in this folder."""

import functools
import sys
from pathlib import Path
from types import ModuleType

from policyc import compile_file
from policyc.model.policy import Policy
from policyc.pipeline import compile_text
from policyc.targets.python import TARGET

ROOT = Path(__file__).parents[3]
HOUSEHOLD = Path(__file__).parent / "household.pol"
CASES = sorted([*ROOT.glob("tests/language/*/good/*.pol"), *ROOT.glob("policies/**/*.pol"), HOUSEHOLD])

HEAD = """policy 试例 as trial { region 全国 "CN" year 2023 series 试例 }
source 文 as doc { title "试例（虚构）" number "试〔2023〕1号" issuers "试例局" issued 2023-01-01 }
"""


def policy_of(text: str, file: str = "policies/trial.pol") -> Policy:
    """The policy of a text that must be valid."""
    compiled = compile_text(text, file)
    assert compiled.ok, [d.message("en") for d in compiled.diagnostics]
    assert compiled.policy is not None
    return compiled.policy


def source_of(policy: Policy) -> str:
    """The source of its module."""
    return TARGET.render(policy)[f"{policy.id}.py"].decode()


def imported(source: str, name: str) -> ModuleType:
    """A module from its source."""
    module = ModuleType(f"_generated_for_tests_{name}")
    sys.modules[module.__name__] = module  # dataclasses look their module up
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
    return module


@functools.cache
def policy_at(path: Path) -> Policy:
    """The policy of a file."""
    compiled = compile_file(path)
    assert compiled.ok, [d.message("en") for d in compiled.diagnostics]
    assert compiled.policy is not None
    return compiled.policy


@functools.cache
def module_at(path: Path) -> ModuleType:
    """The module of a policy file."""
    policy = policy_at(path)
    return imported(source_of(policy), policy.id)


def module_of(text: str) -> ModuleType:
    """The module of a text."""
    return imported(source_of(policy_of(text)), "trial")
