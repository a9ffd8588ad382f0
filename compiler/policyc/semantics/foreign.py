"""Figures of other policies that formulas read: ``cn_2023.人均财政补助标准``, or a bare name that one policy in use alone has.

Such a figure is a param of the policy that reads it, named as it is qualified; it has the value and bound that it has in its own
policy, whatever is refined here.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from policyc.diagnostics.codes import e1014, e1015
from policyc.diagnostics.core import Diagnostic, Fix, Words, listed
from policyc.model.policy import Param, Policy
from policyc.semantics.names import fold
from policyc.syntax import tree


@dataclass(frozen=True, slots=True)
class Foreign:
    """What can be read: the params of policies by id, and which of these policies are in use: of several groups the
    first that has a name. ``used``: what was read.
    """

    policies: Mapping[str, Mapping[str, Param]] = field(default_factory=dict)
    uses: tuple[tuple[str, ...], ...] = ()
    used: dict[str, Param] = field(default_factory=dict)

    @staticmethod
    def of(policies: Iterable[Policy], uses: tuple[tuple[str, ...], ...]) -> Foreign:
        """The figures of policies."""
        return Foreign({p.id: {fold(x.name): _qualified(p, x) for x in _own(p)} for p in policies}, uses)

    def all(self) -> Iterable[Param]:
        """Every figure, by its qualified name."""
        return (param for params in self.policies.values() for param in params.values())

    def has(self, name: str) -> bool:
        """Whether a policy in use has a figure of that name."""
        return bool(self._having(name))

    def _having(self, name: str) -> list[str]:
        """The policies in use that have a figure of that name, of the first group in which there is one."""
        groups = ([id_ for id_ in dict.fromkeys(ids) if fold(name) in self.policies.get(id_, {})] for ids in self.uses)
        return next((found for found in groups if found), [])

    def qualified(self, name: tree.Name, sink: list[Diagnostic]) -> Param | None:
        """The figure that a bare name means; that several policies have it is said."""
        ids = self._having(name.text)
        if len(ids) == 1:
            return self.policies[ids[0]][fold(name.text)]
        fixes = [Fix(name.span, f"{id_}.{name.text}") for id_ in ids]
        hint = f"{ids[0]}.{name.text}"
        sink.append(e1015.CODE.at(name.span, name=name.text, policies=listed(ids), hint=hint, fixes=fixes))
        return None

    def named(self, node: tree.Elsewhere, sink: list[Diagnostic]) -> Param | None:
        """The figure of a qualified name; that there is none is said."""
        whole = f"{node.policy}.{node.name}"
        params = self.policies.get(node.policy)
        if params is None:
            close = difflib.get_close_matches(node.policy, list(self.policies), n=1, cutoff=0.5)
            why = Words(f"政策头部没有写明 {node.policy}", f"the head does not name {node.policy}")
            hint = Words(f"是不是 {close[0]}？", f"did you mean {close[0]}?") if close else _NAME_IT
            sink.append(e1014.CODE.at(node.span, name=whole, why=why, hint=hint))
            return None
        param = params.get(fold(node.name))
        if param is None:
            close = difflib.get_close_matches(node.name, [p.name.partition(".")[2] for p in params.values()], n=1, cutoff=0.5)
            why = Words(f"{node.policy} 没有这个参数", f"{node.policy} has no such param")
            hint = Words(f"是不是“{close[0]}”？", f"did you mean “{close[0]}”?") if close else _PARAMS
            sink.append(e1014.CODE.at(node.span, name=whole, why=why, hint=hint))
        return param


_NAME_IT = Words("在头部写 under、amends 或 uses", "name it by under, amends or uses")
_PARAMS = Words("只能读参数，不能读规则", "params can be read, rules cannot")


def _own(policy: Policy) -> Iterable[Param]:
    return (param for param in policy.params if "." not in param.name)


def _qualified(policy: Policy, param: Param) -> Param:
    """The param as another policy reads it: a figure, however it comes about in its own."""
    return dataclasses.replace(
        param,
        name=f"{policy.id}.{param.name}",
        alias=f"{policy.id}_{param.alias}",
        formula=None,
        limits=(None, None),
        policy=param.policy or policy.id,
    )
