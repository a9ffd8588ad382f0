"""Zip archives whose bytes depend on what is in them and on nothing else: no time, no system, no version of a compressor."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

#: The first moment that a zip archive can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What is said of bytes that are no archive, or one that is damaged, encrypted or packed in an unknown way.
_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(NotImplementedError, RuntimeError, EOFError, OSError, OverflowError),
)


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as an archive, in the order in which they come, stored as they are: compressors differ by machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """The files of an archive in their order. Raises ValueError where the bytes are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return {entry.filename: opened.read(entry) for entry in opened.infolist()}
    except _BROKEN as error:
        raise ValueError(str(error)) from error
