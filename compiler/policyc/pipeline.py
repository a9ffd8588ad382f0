"""The whole compiler, one call a phase. Read this first.

text → tree (syntax) → policy (semantics) → proofs (checks) → checked quotes (citations) → tested examples (evaluate).
Every phase returns what it made and its diagnostics; none prints, reads a file or raises for a mistake of the user. What the
targets make of a policy is not part of compiling it: see :mod:`policyc.targets` and :mod:`policyc.workspace.build`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policyc.checks import run_checks
from policyc.citations import check_citations
from policyc.diagnostics.core import Diagnostic, has_errors
from policyc.diagnostics.spelling import telling
from policyc.evaluate.examples import ExampleReport, run_examples
from policyc.model.policy import Origin, Policy
from policyc.prove import conforms, proved
from policyc.semantics.relations.layers import Layer, layers_of
from policyc.semantics.relations.naming import Library, named_by, news
from policyc.semantics.resolve import resolve
from policyc.syntax.parse import parse

if TYPE_CHECKING:
    from policyc.citations.check import Citations
    from policyc.prove.conformity import Finding
    from policyc.prove.results import Proof


@dataclass(frozen=True, slots=True)
class Compilation:
    """What compiling one file came to.

    policy: None where the errors leave no policy to speak of. diagnostics: root causes first. examples: None where the
    policy is not valid, so that running them would prove nothing. citations: None where no text of a source is at hand.
    layers: the files that the policy is made of, for those that name it. texts: of the other files that diagnostics speak of.
    proofs: of its claims for all cases. conformity: with the policies above.
    """

    file: str
    text: str
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    examples: ExampleReport | None = None
    citations: Citations | None = None
    layers: tuple[Layer, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    conformity: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the policy is valid: there is one, and no error (warnings do not count)."""
        return self.policy is not None and not has_errors(self.diagnostics)


def compile_text(
    text: str, file: str, *, texts: Mapping[str, str] | None = None, library: Library | None = None, thorough: bool = True
) -> Compilation:
    """Compile the text of a .pol file.

    file: the path as the user knows it, for messages and for the headers of what is generated. texts: the texts of sources that
    are at hand, by the ``file`` line of the source block. library: where the policies are that this one may name.
    thorough: else it ends with the policy and what is wrong with it by itself, before sources, examples and proofs.
    """
    told = telling(text, file)
    tree, found = parse(text, file)
    if tree is None:
        return Compilation(file, text, None, told(found))
    others, wrong = named_by(tree, library)
    if wrong:  # what rests on them would be complained of, name by name
        return Compilation(file, text, None, told(found + wrong), texts=others.texts)
    policy, more = resolve(tree, text, Origin(file, sha256(text)), others)
    found += more
    if policy is None or has_errors(found):  # what could be read may have more that is wrong
        found += run_checks(policy) if policy else ()
        return Compilation(file, text, None, told(news(found, tree, others)), texts=others.texts)
    found = news(found + run_checks(policy), tree, others)
    if not thorough:
        return Compilation(file, text, policy, told(found), layers=layers_of(tree, text, others), texts=others.texts)
    citations, wrong = check_citations(policy.own, {} if texts is None else texts)
    layers = layers_of(tree, text, others)
    if has_errors(found):  # an example of a policy that is not valid proves nothing
        return Compilation(file, text, policy, told(found + wrong), None, citations, layers, others.texts)
    examples, failed = run_examples(policy)
    policy = replace(policy, examples=tuple(run.example for run in examples.examples))
    proofs, unproved = proved(policy)
    kept, departing = conforms(policy)
    failed += unproved + departing
    return Compilation(file, text, policy, told(found + wrong + failed), examples, citations, layers, others.texts, proofs, kept)


def sha256(text: str) -> str:
    """The hash of a text: of its UTF-8 with LF, so that a checkout with CRLF is the same text."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")).hexdigest()  # an editor may halve one
