"""The whole compiler, one call a phase. Read this first.

text → tree (syntax) → policy (semantics) → proofs (checks) → checked quotes (citations) → tested examples (evaluate).
Every phase returns what it made and its diagnostics; none prints, reads a file or raises for a mistake of the user. What the
targets make of a policy is not part of compiling it: see :mod:`policyc.targets` and :mod:`policyc.workspace.build`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from policyc.checks import run_checks
from policyc.citations import Citations, check_citations
from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.diagnostics.order import ordered
from policyc.evaluate.examples import ExampleReport, run_examples
from policyc.model.policy import Origin, Policy
from policyc.semantics.resolve import resolve
from policyc.syntax.parse import parse


@dataclass(frozen=True, slots=True)
class Compilation:
    """What compiling one file came to.

    policy: None where the errors leave no policy to speak of. diagnostics: root causes first. examples: None where the
    policy is not valid, so that running them would prove nothing. citations: None where no text of a source is at hand.
    """

    file: str
    text: str
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    examples: ExampleReport | None = None
    citations: Citations | None = None

    @property
    def ok(self) -> bool:
        """Whether the policy is valid: there is one, and no error (warnings do not count)."""
        return self.policy is not None and not has_errors(self.diagnostics)


def compile_text(text: str, file: str, *, texts: Mapping[str, str] | None = None) -> Compilation:
    """Compile the text of a .pol file.

    file: the path as the user knows it, for messages and for the headers of what is generated.
    texts: the texts of sources that are at hand, by the ``file`` line of the source block.
    """
    tree, found = parse(text, file)
    if tree is None:
        return Compilation(file, text, None, ordered(found))
    policy, more = resolve(tree, text, Origin(file, sha256(text)))
    found += more
    if policy is None or has_errors(found):  # what could be read may have more that is wrong
        return Compilation(file, text, None, ordered(found + (run_checks(policy) if policy else ())))
    found += run_checks(policy)
    citations, wrong = check_citations(policy, texts or {})
    if has_errors(found):  # an example of a policy that is not valid proves nothing
        return Compilation(file, text, policy, ordered(found + wrong), None, citations)
    examples, failed = run_examples(policy)
    policy = replace(policy, examples=tuple(run.example for run in examples.examples))
    return Compilation(file, text, policy, ordered(found + wrong + failed), examples, citations)


def sha256(text: str) -> str:
    """The hash of a text: of its UTF-8 with LF, so that a checkout with CRLF is the same text."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
