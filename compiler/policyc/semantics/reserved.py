"""Which ASCII names are taken, and how an alias turns into the names that Python, JSON and SQL use.

One table: the checker of aliases, the published list and the Python target read it here.
"""

from __future__ import annotations

import keyword
import re

#: What an alias looks like.
SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")

#: Names of a generated module's own, in the casing in which they stand there. Everything else of its own begins with ``_``.
MODULE_NAMES: frozenset[str] = frozenset(
    {
        "Any", "Callable", "Decimal", "Enum", "Fraction", "Iterator", "Literal", "Mapping", "MappingProxyType", "NamedTuple",
        "Sequence", "Missing", "Result", "Unspecified", "Parameter", "Target", "Measure", "Source", "Policy",
        "PARAMETERS", "RULES", "INPUTS", "TARGETS", "MEASURES", "SOURCES", "POLICY", "BREAKPOINTS", "UNLIMITED",
        "annotations", "calculate", "explain", "lookup", "dataclass", "date", "datetime", "monthrange", "re", "timedelta",
    }
)  # fmt: skip

#: Built-ins that a generated module calls, or that a reader would take an alias for.
BUILTIN_NAMES: frozenset[str] = frozenset(
    {
        "abs", "all", "any", "bool", "bytes", "callable", "classmethod", "dict", "divmod", "enumerate", "filter", "float",
        "format", "frozenset", "getattr", "hasattr", "hash", "help", "id", "input", "int", "isinstance", "issubclass", "iter",
        "len", "list", "map", "max", "min", "next", "object", "open", "ord", "pow", "print", "property", "range", "repr",
        "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type",
        "vars", "zip", "self", "cls",
    }
)  # fmt: skip

#: Built-ins in capitals that a generated module uses and an enum's class would hide: `as value_error` is ``class ValueError``.
BUILTIN_CLASSES: frozenset[str] = frozenset(
    {
        "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "Ellipsis", "Exception", "IndexError", "KeyError",
        "LookupError", "NotImplemented", "NotImplementedError", "OverflowError", "RecursionError", "RuntimeError",
        "StopIteration", "TypeError", "ValueError", "ZeroDivisionError",
    }
)  # fmt: skip

#: What no policy is called, because its files could not stand in the folder: the module that covers the folder, Python's modules
#: that the generated ones need and that a file beside them may hide, and the names that Windows keeps for devices.
FILE_NAMES: frozenset[str] = frozenset(
    {
        "lookup", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal", "enum", "fractions", "importlib",
        "re", "types", "typing", "con", "prn", "aux", "nul",
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
    }
)  # fmt: skip

#: What an enum's members may not be called in capitals, because :class:`enum.Enum` or the module gives them to every member.
MEMBER_NAMES: frozenset[str] = frozenset({"MRO", "LABEL", "NAME", "VALUE"})


def constant_name(alias: str) -> str:
    """The constant of a param or of an enum's member: individual_contribution → INDIVIDUAL_CONTRIBUTION."""
    return alias.upper()


def class_name(alias: str) -> str:
    """The class of an enum: region_tier → RegionTier."""
    return "".join(part[:1].upper() + part[1:] for part in alias.split("_"))


def record_name(alias: str) -> str:
    """The class of a history's records: years → YearsRecord."""
    return f"{class_name(alias)}Record"


def is_reserved(name: str) -> bool:
    """Whether a generated name is Python's or the module's own."""
    own = name in MODULE_NAMES or name in BUILTIN_NAMES or name in BUILTIN_CLASSES
    return own or keyword.iskeyword(name) or keyword.issoftkeyword(name)
