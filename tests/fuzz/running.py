"""One input tried, and a failing one made smaller."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.fuzz.corpus import TOKEN
from tests.fuzz.laws import Hang, hold_all, hold_parse
from tests.fuzz.mutations import Input

#: How often a failing input is tried with something left out.
TRIES = 600


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong; ``where`` is the same for what is likely the same bug."""

    error: BaseException
    where: str


def tried(given: Input, *, full: bool, counts: Counter[str] | None = None) -> Failure | None:
    """Hold the laws for one input; what went wrong, if anything did."""
    counts = Counter() if counts is None else counts
    try:
        hold_parse(given)
        counts["parsed"] += 1
        if full:
            valid = hold_all(given)
            counts["compiled"] += 1
            counts["valid and built"] += valid
    except KeyboardInterrupt:
        raise
    except (Exception, Hang) as error:
        return Failure(error, _where(error))
    return None


def _where(error: BaseException) -> str:
    """The exception and the innermost places of ours; one place for a recursion, whose depth is chance."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/policyc/" in f.filename or "/fuzz/" in f.filename]
    if isinstance(error, RecursionError | Hang):
        frames = frames[:4]
    return f"{type(error).__name__} at " + " < ".join(f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno}" for f in frames[-3:][::-1])


def smaller(given: Input, failure: Failure, *, full: bool) -> str:
    """The text with as many tokens left out as can be without the failure going away."""

    def fails(text: str) -> bool:
        again = tried(replace(given, text=text), full=full)
        return again is not None and again.where == failure.where

    return "".join(_without(TOKEN.findall(given.text), lambda tokens: fails("".join(tokens))))


def _without(pieces: list[str], fails: Callable[[list[str]], bool]) -> list[str]:
    """Leave out ever smaller stretches while it still fails."""
    size, tries = max(1, len(pieces) // 2), 0
    while tries < TRIES:
        at = 0
        before = len(pieces)
        while at < len(pieces) and tries < TRIES:
            fewer = pieces[:at] + pieces[at + size :]
            tries += 1
            if fails(fewer):
                pieces = fewer
            else:
                at += size
        if size == 1 and len(pieces) == before:
            break
        size = max(1, size // 2)
    return pieces
