"""A policy's module, put together: what stands in it, in which order, under which names; the skeletons only print it."""

from __future__ import annotations

import re
from importlib.metadata import version

from policyc.model.depth import make_room
from policyc.model.hashing import meaning_hash
from policyc.model.policy import Policy, RuleKind
from policyc.semantics.reserved import class_name, constant_name, record_name
from policyc.targets.python import data
from policyc.targets.python.functions import Functions
from policyc.targets.python.literals import comment_text, docstring_text, lines_of
from policyc.targets.python.skeletons import skeleton
from policyc.targets.python.words import words

#: What the workspace replaces by the hash of the file itself.
_SEAL = "0" * 64

_TEXTS = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|#[^\n]*')
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")

#: Where the names that a module may use come from.
_IMPORTS = {
    "re": "import re",
    "monthrange": "from calendar import monthrange",
    "Callable": "from collections.abc import {}",
    "Iterator": "from collections.abc import {}",
    "Mapping": "from collections.abc import {}",
    "Sequence": "from collections.abc import {}",
    "suppress": "from contextlib import suppress",
    "dataclass": "from dataclasses import dataclass",
    "date": "from datetime import {}",
    "datetime": "from datetime import {}",
    "timedelta": "from datetime import {}",
    "Decimal": "from decimal import Decimal",
    "Enum": "from enum import Enum",
    "Fraction": "from fractions import Fraction",
    "MappingProxyType": "from types import MappingProxyType",
    "Any": "from typing import {}",
    "Literal": "from typing import {}",
    "NamedTuple": "from typing import {}",
    "NoReturn": "from typing import {}",
}


def render_module(policy: Policy) -> str:
    """The source of the module."""
    make_room(policy)
    functions = Functions(policy)
    rules = [functions.rule(rule) for rule in policy.rules]
    requires = [functions.require(i, require) for i, require in enumerate(policy.requires)]
    machinery = skeleton("machinery").render(
        attributes=functions.attributes(),
        figures=functions.figures(),
        requires=bool(policy.requires),
        histories=bool(policy.histories),
        chained=bool(functions.chains()),
    )
    records = skeleton("histories").render().strip("\n").split("\n\n\n") if policy.histories else []
    inner = [machinery.strip("\n"), *records, *requires]
    tables = "\n\n".join(words(policy, functions))
    body = skeleton("module").render(
        enums=tuple(data.enums(policy)),
        records_of=tuple(data.record_classes(policy)),
        constants=tuple(data.constants(policy)),
        records=skeleton("records").render(**_figure_types(policy)).strip("\n"),
        policy=data.about(policy),
        tables=tuple(data.tables(policy)),
        rules=rules,
        calculating=functions.calculating(),
        machinery=[*inner, *_helpers("\n".join([*rules, *inner, tables])), tables],
    )
    head = skeleton("head").render(
        version=version("policyc"),
        file=comment_text(policy.origin.file),
        sha256=policy.origin.sha256,
        meaning=meaning_hash(policy),
        seal=_SEAL,
        docstring=_docstring(policy),
        imports=_imports(body),
        exported=_exported(policy),
    )
    return head.rstrip("\n") + "\n" + body.rstrip("\n") + "\n"


def _figure_types(policy: Policy) -> dict[str, str]:
    """The types of figures: a derived one may have no finite decimal."""
    numbers = "Decimal | Fraction" if data.has_fractions(policy) else "Decimal"
    return {"number_type": numbers, "value_type": f"{numbers} | Enum | bool | date | int"}


def _helpers(source: str) -> list[str]:
    """The helpers that the source calls, and those that they call, in the order of the skeleton."""
    pieces = skeleton("helpers").render().strip("\n").split("\n\n\n")
    found = {_defined(piece): piece for piece in pieces}
    wanted, open_ends = set[str](), _names(source) & found.keys()
    while open_ends:
        wanted |= open_ends
        open_ends = {name for known in open_ends for name in _names(found[known]) & found.keys()} - wanted
    return [piece for name, piece in found.items() if name in wanted]


def _defined(piece: str) -> str:
    match = re.match(r"(?:def|class) (\w+)", piece)
    assert match is not None
    return match[1]


def _imports(body: str) -> list[str]:
    """The imports of what the body uses, sorted as the linter wants them."""
    names = _names(body)
    grouped: dict[str, list[str]] = {}
    for name, line in _IMPORTS.items():
        if name in names:
            grouped.setdefault(line, []).append(name)
    return [line.format(", ".join(sorted(found))) for line, found in grouped.items()]


def _exported(policy: Policy) -> list[str]:
    """What users may import, sorted as the linter wants it: constants, classes, functions."""
    constants = {"BREAKPOINTS", "MEASURES", "PARAMETERS", "POLICY", "SOURCES", "TARGETS"}
    constants |= {constant_name(reading.alias) for reading in policy.readings}
    constants |= {constant_name(param.alias) for param in policy.params if param.bound.value is not None}
    classes = {"Measure", "Missing", "Parameter", "Policy", "Result", "Source", "Target", "Unspecified"}
    classes |= {class_name(kind.alias) for kind in policy.enums}
    classes |= {class_name(reading.alias) for reading in policy.readings}
    classes |= {record_name(history.alias) for history in policy.histories}
    functions = {"calculate", "explain"} | {rule.alias for rule in policy.rules if rule.kind is not RuleKind.PART}
    return sorted(constants | classes | functions, key=_listed)


def _listed(name: str) -> tuple[int, list[tuple[int, str]]]:
    """Constants (of more than one letter), classes, functions."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return rank, _natural(name)


def _natural(name: str) -> list[tuple[int, str]]:
    """Numbers inside names sort as numbers."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name)]


def _docstring(policy: Policy) -> str:
    """The policy's name, and its documents by title and number."""
    named = [f"《{s.title or s.name}》{f'（{s.number}）' if s.number else ''}" for s in policy.sources]
    lines = [line for text in named for line in lines_of(docstring_text(text), 0)]
    return (
        "\n".join([f'"""{docstring_text(policy.name)}', "", *lines, '"""']) if lines else f'"""{docstring_text(policy.name)}"""'
    )


def _names(source: str) -> set[str]:
    """The names that a piece of Python uses outside of texts and comments; attributes are not names."""
    return set(_NAME.findall(_TEXTS.sub("", source)))
