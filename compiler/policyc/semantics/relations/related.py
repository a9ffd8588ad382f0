"""The two ends of the work: before a file is resolved, the tree with all that it inherits; after, what the policy knows of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from policyc.diagnostics.core import Diagnostic
from policyc.model.policy import Declaration, Policy, Relation
from policyc.semantics import citing
from policyc.semantics.context import Around
from policyc.semantics.declarations import Values
from policyc.semantics.foreign import Foreign
from policyc.semantics.relations import heads
from policyc.semantics.relations.layers import Layer, Others, all_of, layers_of, parents_of
from policyc.semantics.relations.merge import Change, merge
from policyc.syntax import tree

_Declared = TypeVar("_Declared", bound=Declaration)


@dataclass(frozen=True, slots=True)
class Built:
    """What a policy is resolved from: the tree with all that it inherits, and what else it has from others."""

    file: tree.File
    top: tree.Policy | None
    layers: tuple[Layer, ...]
    others: Others
    changes: tuple[Change, ...]
    around: Around
    diagnostics: tuple[Diagnostic, ...]


def build(file: tree.File, text: str, top: tree.Policy | None, others: Others) -> Built:
    """The tree of a file with what it inherits."""
    if top is None:
        return Built(file, None, (), others, (), Around(), ())
    layers = layers_of(file, text, others)
    policies = all_of(others)
    merged, found = merge(layers, {policy.id: policy for policy in policies})
    around = Around(
        top.alias.text,
        {layer.file: layer.id for layer in layers[:-1]},
        {layer.file: layer.text for layer in layers[:-1]},
        Foreign.of(policies, others.uses),
    )
    return Built(merged.file, top, layers, others, merged.changes, around, (*heads.check_head(top, others), *found))


def complete(policy: Policy, built: Built, values: Values) -> Policy:
    """The policy with its head, the owners of its declarations, and what it does to what it inherits."""
    top = built.top
    assert top is not None

    def owned(declarations: tuple[_Declared, ...]) -> tuple[_Declared, ...]:
        return tuple(d if d.policy else replace(d, policy=values.ctx.policy_of(d.span)) for d in declarations)

    foreign = tuple(values.ctx.foreign.used.values())
    return replace(
        policy,
        clauses=tuple(clause for clause in policy.clauses if clause.policy == policy.id),
        inputs=owned(policy.inputs),
        params=(*owned(policy.params), *foreign),
        rules=owned(policy.rules),
        targets=owned(policy.targets),
        measures=owned(policy.measures),
        histories=owned(policy.histories),
        readings=owned(policy.readings),
        period=heads.period_of(top),
        fiscal_year=heads.year_of(top.fiscal_years[0]) if top.fiscal_years else None,
        benefit_year=heads.year_of(top.benefit_years[0]) if top.benefit_years else None,
        parents=parents_of(top, built.others),
        amends=top.amends[0].text if top.amends else None,
        uses=tuple(dict.fromkeys(name.text for name in top.uses)),
        extract=top.extracts[0].text if top.extracts else None,
        relations=tuple(_relation(change, values) for change in built.changes),
        others=all_of(built.others),
    )


def _relation(change: Change, values: Values) -> Relation:
    node, notes = change.node, change.node.annotations
    spans: tuple[tree.Node, ...] = ()
    if isinstance(node, tree.Override):
        spans = (*node.exceptions, *node.rows)
    if isinstance(node, tree.Refine | tree.Amend):  # read with the declaration that it makes
        declared = values.params.get(change.name) or values.rules.get(change.name)
        quotes = declared.quotes if declared is not None else ()
    else:
        quotes = citing.said(values.ctx, notes, citing.BECAUSE).quotes
    because = notes.because[0].text if notes.because else None
    places = tuple(part.span for part in spans)
    clause = values.clause(change.clause)
    return Relation(change.kind, change.name, change.policy, change.above, clause, quotes, because, node.span, places)
