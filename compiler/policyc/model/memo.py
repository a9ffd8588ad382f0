"""Remember what was worked out of a policy, for as long as that policy is in use. Policies are large, so identity is the key."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from policyc.model.policy import Policy

_Made = TypeVar("_Made")


class _Same:
    """Equal to itself and to whatever wraps the same policy."""

    __slots__ = ("policy",)

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.policy is self.policy

    def __hash__(self) -> int:
        return id(self.policy)


def per_policy(function: Callable[[Policy], _Made]) -> Callable[[Policy], _Made]:
    """``function``, called once for each of the policies that were asked about last."""

    @functools.lru_cache(maxsize=8)
    def remembered(same: _Same) -> _Made:
        return function(same.policy)

    @functools.wraps(function)
    def ask(policy: Policy) -> _Made:
        return remembered(_Same(policy))

    return ask
