"""How the user wants documents for readers, made ready: the formats, the template read, what Word documents need at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyc.diagnostics.codes import e0913, e0914, w0904
from policyc.diagnostics.core import Diagnostic
from policyc.document import word
from policyc.document.formats import WORD
from policyc.targets import Wishes
from policyc.workspace.digests import Digests
from policyc.workspace.places import absolute, file_span, from_here
from policyc.workspace.reading import read_bytes

#: More than any template of styles, and less than what fills the memory.
_LARGEST_TEMPLATE = 20 * 1024 * 1024


def wishes_of(
    formats: Sequence[str], template: Path | None, folder: Path, digests: Digests
) -> tuple[Wishes | None, tuple[Diagnostic, ...]]:
    """The wishes for a build into a folder; None where they cannot be met. The template counts for Word documents alone.

    digests: learns of the template.
    """
    if WORD not in formats:
        return Wishes(tuple(formats)), ()
    if not word.is_available():
        return None, (e0913.CODE.at(file_span(from_here(folder))),)
    if template is None:
        return Wishes(tuple(formats)), ()
    shown = from_here(template)
    digests.of(str(absolute(template)))
    if not template.exists():
        return None, (_unfit(shown, "找不到这个文件", "no such file"),)
    content, wrong = read_bytes(template, shown, _LARGEST_TEMPLATE)
    if content is None:
        return None, wrong
    try:
        names = word.lacking(content)
    except word.NotATemplate as error:
        return None, (_unfit(shown, f"不是能读的 .docx 文件（{error}）", f"not a .docx file that can be read ({error})"),)
    told = w0904.CODE.at(file_span(shown), names_zh="、".join(names), names_en=", ".join(names))
    return Wishes(tuple(formats), content), (told,) if names else ()


def _unfit(shown: str, zh: str, en: str) -> Diagnostic:
    return e0914.CODE.at(file_span(shown), reason_zh=zh, reason_en=en)
