"""Parquet files made one: their pages are copied as they are, and of the lists of contents at their ends one is made.

A list of contents (the footer) is written in Thrift's compact protocol: what the columns are, how many rows there are, and where
in the file the columns of each group of rows begin. Of a file that stands behind another those places move; all else stays.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_SIGN = b"PAR1"
#: The length of the list of contents, and the sign, end a file.
_END = 8
_COPIED_AT_ONCE = 1 << 22

#: Kinds of values in Thrift's compact protocol.
_I8, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT, _UUID = 3, 6, 7, 8, 9, 10, 11, 12, 13
#: Fields of the list of contents.
_ROWS, _GROUPS = 3, 4
#: What moves in a group of rows, by the numbers of the fields on the way: a place in the file, or the number of the group itself.
_PLACE, _NUMBER = "place", "number"
_COLUMN = {9: _PLACE, 10: _PLACE, 11: _PLACE, 14: _PLACE}
_GROUP: dict[int, Any] = {1: {2: _PLACE, 3: _COLUMN, 4: _PLACE, 6: _PLACE}, 5: _PLACE, 7: _NUMBER}


class Unlike(Exception):
    """The files cannot be made one: their columns, or what is said of them, differ."""


def join(first: Path, others: Sequence[Path]) -> None:
    """Put the rows of the other Parquet files, in order, behind those of the first, which then holds them all.

    Raises :class:`Unlike`, before anything is written, where their columns differ.
    """
    if not others:
        return
    ends = [_Contents(_footer(path)) for path in (first, *others)]
    lengths = [path.stat().st_size - _END - len(end.data) for path, end in zip((first, *others), ends, strict=True)]
    rows, count, reached = ends[0].rows, ends[0].count, lengths[0]
    groups = []
    for end, length in zip(ends[1:], lengths[1:], strict=True):
        groups.append(end.moved(reached - len(_SIGN), count))
        rows, count, reached = rows + end.rows, count + end.count, reached + length - len(_SIGN)
    told = ends[-1].told
    if not ends[0].data.endswith(told) or any((end.columns, end.told) != (ends[0].columns, told) for end in ends[1:]):
        raise Unlike
    groups.insert(0, ends[0].data[ends[0].begin : -len(told)])
    contents = ends[0].columns + _number(_zigzag(rows)) + ends[0].between + _list(count) + b"".join(groups) + told
    with first.open("r+b") as file:
        file.truncate(lengths[0])
        file.seek(lengths[0])
        for path, length in zip(others, lengths[1:], strict=True):
            with path.open("rb") as other:
                _copy(other, file, length)
        file.write(contents + len(contents).to_bytes(4, "little") + _SIGN)


def append(first: Path, others: Sequence[Path]) -> None:
    """Put what other files hold, in order, behind what the first one holds."""
    with first.open("ab") as file:
        for path in others:
            with path.open("rb") as other:
                shutil.copyfileobj(other, file, _COPIED_AT_ONCE)


def _footer(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-_END, 2)
        length = int.from_bytes(file.read(4), "little")
        if file.read() != _SIGN:
            raise Unlike
        file.seek(-_END - length, 2)
        return file.read(length)


def _copy(source: Any, target: Any, until: int) -> None:
    """What stands between the sign that begins a file and a place in it."""
    source.seek(len(_SIGN))
    left = until - len(_SIGN)
    while left > 0:
        left -= target.write(source.read(min(left, _COPIED_AT_ONCE)))


class _Contents:
    """The list of contents of a file, in pieces: the columns and what else is before the number of rows, what is between that and
    the groups of rows, where these begin, and, once they were moved, what is told behind them.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.told = b""
        self._at = 0
        self._copied = 0
        self._out = bytearray()
        field = counted = 0
        while head := self._byte():
            field = self._field(head, field)
            if field == _GROUPS:
                break
            begin = self._at
            if field == _ROWS:
                self.columns = data[:begin]
                self.rows = _signed(self._varint())
                counted = self._at
            else:
                self._skip(head & 15)
        if not head or not counted:
            raise Unlike
        self.between = data[counted : self._at]
        self.count, _ = self._listed()
        self.begin = self._at

    def moved(self, by: int, before: int) -> bytes:
        """The groups of rows as they are when the file stands so many bytes, and so many groups, further back."""
        self._at = self._copied = self.begin
        self._out.clear()
        for _ in range(self.count):
            self._move(_GROUP, by, before)
        self.told = self.data[self._at :]
        return bytes(self._out + self.data[self._copied : self._at])

    def _move(self, known: dict[int, Any], by: int, before: int) -> None:
        field = 0
        while head := self._byte():
            field = self._field(head, field)
            what = known.get(field)
            if what is None:
                self._skip(head & 15)
            elif isinstance(what, dict):
                for _ in range(self._listed()[0] if head & 15 == _LIST else 1):
                    self._move(what, by, before)
            else:
                begin = self._at
                value = _signed(self._varint())
                value += before if what == _NUMBER else by if value > 0 else 0  # a place of 0 says that there is none
                self._out += self.data[self._copied : begin] + _number(_zigzag(value))
                self._copied = self._at

    def _byte(self) -> int:
        self._at += 1
        return self.data[self._at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def _field(self, head: int, before: int) -> int:
        return before + (head >> 4) if head >> 4 else _signed(self._varint())

    def _listed(self) -> tuple[int, int]:
        """How many elements a list has, and their kind."""
        head = self._byte()
        return (head >> 4 if head >> 4 < 15 else self._varint()), head & 15

    def _skip(self, kind: int, *, element: bool = False) -> None:
        if kind <= 2:
            self._at += element  # a field says yes or no by its kind
        elif kind == _I8:
            self._at += 1
        elif kind <= _I64:
            self._varint()
        elif kind == _DOUBLE:
            self._at += 8
        elif kind == _BINARY:
            length = self._varint()
            self._at += length
        elif kind in (_LIST, _SET):
            number, of = self._listed()
            for _ in range(number):
                self._skip(of, element=True)
        elif kind == _STRUCT:
            while head := self._byte():
                if not head >> 4:
                    self._varint()
                self._skip(head & 15)
        elif kind == _UUID:
            self._at += 16
        elif kind == _MAP and (number := self._varint()):
            kinds = self._byte()
            for _ in range(number):
                self._skip(kinds >> 4, element=True)
                self._skip(kinds & 15, element=True)


def _signed(value: int) -> int:
    return (value >> 1) ^ -(value & 1)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)


def _list(count: int) -> bytes:
    """How a list of so many structs begins."""
    return bytes([count << 4 | _STRUCT]) if count < 15 else bytes([0xF0 | _STRUCT]) + _number(count)
