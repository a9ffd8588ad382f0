"""The names of a generated module: what each declaration is called there."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from types import MappingProxyType

from policyc.model import expressions as e
from policyc.model.policy import Policy
from policyc.semantics.reserved import MODULE_NAMES, class_name, constant_name

__all__ = ["Names", "class_name", "constant_name"]

#: What the code inside a function calls besides built-ins: no local variable may hide it.
_CALLED = frozenset({"c", "timedelta"})

#: What the types of a case's attributes are called.
_TYPES = frozenset({"bool", "date", "int"})


#: The nodes that read something by name.
Named = e.InputRef | e.ParamRef | e.RuleRef | e.FieldRef | e.Previous | e.RecordYear | e.ReadingRef


def before_name(alias: str) -> str:
    """The attribute of a record that holds what a track was a record before."""
    return f"_before_{alias}"


def year_name(alias: str) -> str:
    """The attribute of a record that holds its year; ``alias`` is the history's."""
    return f"_year_of_{alias}"


class Names:
    """Looks up what a Chinese name is called in the module of one policy."""

    def __init__(self, policy: Policy) -> None:
        declared = (*policy.inputs, *policy.params, *policy.rules, *policy.readings, *policy.histories, *policy.field.values())
        taken = {d.alias for d in declared} | _TYPES
        attributes = {d.name: d.alias for d in declared}
        for param in policy.params:  # only in capitals may a param be called like a type
            if param.alias in _TYPES:
                attributes[param.name] = next(name for i in range(len(taken) + 1) if (name := f"{param.alias}_{i}") not in taken)
        self._attributes: Mapping[str, str] = MappingProxyType(attributes)

    def of(self, expr: Named) -> str:
        """The attribute that a formula reads: of a record before _before_x, of its year _year_of_x."""
        alias = self._attributes[expr.name]
        match expr:
            case e.Previous():
                return before_name(alias)
            case e.RecordYear():
                return year_name(alias)
            case _:
                return alias

    def attribute(self, name: str) -> str:
        """The attribute of a case that holds an input, a figure or a rule's result."""
        return self._attributes[name]

    def is_used_in_functions(self, name: str) -> bool:
        """Whether a local variable of this name would hide something that functions use."""
        return hasattr(builtins, name) or name in MODULE_NAMES or name in _CALLED
