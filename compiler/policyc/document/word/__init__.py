"""A document as Word (.docx), in the type of GB/T 9704 or in a bureau's own styles. Needs python-docx, the extra ``office``.

:mod:`.rendering` sets the blocks · :mod:`.styles` brings the styles that a template lacks · :mod:`.numbering` counts lists ·
:mod:`.xml` makes elements · :mod:`.package` is the file itself · ``skeleton/`` is the
house's own template, part by part. python-docx is loaded only by who renders.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping

from policyc.document.blocks import Document


class NotATemplate(ValueError):
    """What was given as a template is no Word document that can be read."""


def is_available() -> bool:
    """Whether python-docx is installed, without loading it."""
    return importlib.util.find_spec("docx") is not None


def render_docx(document: Document, template: bytes | None = None, properties: Mapping[str, str] | None = None) -> bytes:
    """The document as a .docx file, byte for byte the same for the same document.

    template: a .docx file whose page, headers, footers and styles are used; its text is not. Raises NotATemplate.
    properties: custom properties of the file, by name.
    """
    from policyc.document.word.rendering import rendered

    return rendered(document, template, properties or {})


def lacking(template: bytes) -> tuple[str, ...]:
    """The names of the styles that a template does not have, so that the house's own are used. Raises NotATemplate."""
    from policyc.document.word.package import opened
    from policyc.document.word.styles import lacking_of

    return lacking_of(opened(template), opened(None))
