"""The seal of a Word document: it stands in a custom property, and is the hash of all parts, however they are packed.

A program that changes the text keeps the property, so that the hash no longer fits; one that only packs the same parts anew has
edited nothing.
"""

from __future__ import annotations

import hashlib
import re

from policyc.document.zipped import pack, unpack
from policyc.targets import SEAL, SEAL_MARK

_PROPERTIES = "docProps/custom.xml"
_SEAL = re.compile(re.escape(SEAL_MARK.encode()) + rb"([0-9a-f]{64})")


def is_archive(content: bytes) -> bool:
    """Whether a file is a zip archive, as Word documents are, and not a text."""
    return content.startswith(b"PK\x03\x04")


def sealed_archive(content: bytes) -> bytes:
    """The archive with its hash where it brings a place for it, else as it is."""
    parts = unpack(content)
    if SEAL.encode() not in parts.get(_PROPERTIES, b""):
        return content
    seal = SEAL_MARK + _hash(parts)
    return pack({**parts, _PROPERTIES: _SEAL.sub(seal.encode(), parts[_PROPERTIES])})


def is_whole_archive(content: bytes) -> bool:
    """Whether an archive is as it was sealed."""
    try:
        parts = unpack(content)
    except ValueError:
        return False
    seal = _SEAL.search(parts.get(_PROPERTIES, b""))
    return seal is not None and seal[1].decode() == _hash(parts)


def _hash(parts: dict[str, bytes]) -> str:
    properties = _SEAL.sub(SEAL.encode(), parts[_PROPERTIES])
    return hashlib.sha256(pack({**parts, _PROPERTIES: properties})).hexdigest()
