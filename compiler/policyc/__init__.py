"""policyc compiles social policy that is written as data: checked against its sources, then Python, Chinese summaries and JSON.

>>> import policyc
>>> compilation = policyc.compile_file("policies/2023.pol")  # doctest: +SKIP
>>> compilation.ok, compilation.policy.id  # doctest: +SKIP
(True, 'cn_2023')

Importing the package is cheap: the compiler itself is loaded by the first call.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, without loading typing, which takes as long as Python itself
if TYPE_CHECKING:
    from os import PathLike
    from types import ModuleType
    from typing import Any

    from policyc.compare.changes import Diff
    from policyc.pipeline import Compilation
    from policyc.workspace.raised import PolicyError

__all__ = ["PolicyError", "compile_file", "compile_text", "content", "diff"]


def compile_file(path: str | PathLike[str]) -> Compilation:
    """Compile one .pol file, as the command line does, with the sources' texts that the workspace knows.

    The result has ``.policy`` (None where there is none to speak of), ``.diagnostics`` (root causes first) and ``.ok``. A file
    that cannot be read is a diagnostic, too; nothing is raised for a mistake in the file. Nothing is written but the parser's
    tables, in the user's cache folder.
    """
    from policyc.workspace.compiling import compile_path

    return compile_path(path)


def compile_text(text: str, file: str = "policy.pol") -> Compilation:
    """Compile a policy that is given as text; ``file`` is the name that its messages bear."""
    from policyc.pipeline import compile_text

    return compile_text(text, file)


def diff(old: str | PathLike[str] | ModuleType | Compilation, new: str | PathLike[str] | ModuleType | Compilation) -> Diff:
    """Compare two policies by meaning, as ``policyc diff`` does.

    Each is a path, an id of the workspace, ``region@date`` (``CN@2023-06-01``: what is in force there on that day),
    ``git:REV:path``, a generated module, or a compilation. A module stands for the policy file that it was generated from, which
    must still mean the same.

    The result is false where nothing differs. ``.changes`` are the changes, ``.mirror()`` is the comparison the other way round,
    ``.apply(old)`` gives the newer policy's content; as text it is what a terminal shows, in a notebook a table; ``.to_dict()``,
    ``.to_pandas()`` and ``.to_polars()`` are for programs. Raises :class:`PolicyError` where a policy is not to be found or not
    valid.
    """
    from policyc.workspace.comparing import diff

    return diff(old, new)


def content(policy: str | PathLike[str] | ModuleType | Compilation) -> dict[str, dict[str, Any]]:
    """All that a policy states, ``{subject: {key: statement}}``, freed of places and hashes: what ``Diff.apply`` gives."""
    from policyc.workspace.comparing import content

    return content(policy)


def __getattr__(name: str) -> object:
    if name == "PolicyError":  # loaded when it is asked for
        from policyc.workspace.raised import PolicyError

        return PolicyError
    raise AttributeError(name)
