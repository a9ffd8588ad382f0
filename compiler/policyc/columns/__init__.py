"""A policy over everyone insured: a million rows of a file or a frame, on one machine.

    from policyc.columns import apply, compare_run, run

    run("zaozhuang_2023", input="people.parquet", output="result.parquet")
    apply("zaozhuang_2023", frame, rules=["enrolment_aid"])
    compare_run("cn_2022", "cn_2023", input="people.parquet", by=["tier"])

The query is the policy's own (:mod:`policyc.targets.columns`); what is here reads, checks, converts exactly, writes and counts.
Needs the extra ``columns``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyc.columns.frames import apply
    from policyc.columns.refusing import CannotRun
    from policyc.columns.running import run
    from policyc.columns.summary import Summary
    from policyc.columns.winners.running import compare_run

__all__ = ["CannotRun", "Summary", "apply", "compare_run", "run"]

_WHERE = {
    "CannotRun": "refusing",
    "Summary": "summary",
    "apply": "frames",
    "compare_run": "winners.running",
    "run": "running",
}


def __getattr__(name: str) -> Any:
    """The public names, each loaded when it is first asked for."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"policyc.columns.{_WHERE[name]}"), name)
