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

    from policyc.pipeline import Compilation

__all__ = ["compile_file", "compile_text"]


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
