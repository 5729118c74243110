"""Records of a web archive (WARC, ISO 28500), read within bounds; what is damaged is passed over and counted."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from expolens.errors import SourceError

MOST_RECORD = 40 << 20
"""Bytes of one record; a larger one is passed over."""
MOST_WHOLE = 2 << 30
"""Bytes of all records, unpacked."""
_MOST_HEAD = 1 << 16
_PIECE = 1 << 16
_WINDOW = 1 << 20
_PROBES = 10_000
_GZIP, _MARK = b"\x1f\x8b\x08", b"WARC/"
_SPACE = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: where it begins in the file, its fields by name in small letters, its block."""

    offset: int
    fields: Mapping[str, str]
    block: bytes


class _DamagedError(Exception):
    """What stands at a place of the file is no whole record."""


class Records:
    """The records of an open archive, in order.

    After the last one, `end` is where the last whole record ends, `size` the file's size, `damaged` the number of places that could
    not be read and were passed over, `large` the number of records beyond the bound. SourceError where the file is no web
    archive, is packed as one piece, or unpacks beyond measure.
    """

    def __init__(self, file: BinaryIO, *, where: str) -> None:
        self.end = self.damaged = self.large = 0
        self.size = file.seek(0, 2)
        self._file, self._where, self._left = file, where, MOST_WHOLE

    def __iter__(self) -> Iterator[Record]:
        offset = 0
        while offset < self.size:
            try:
                record, offset = self._record(offset)
            except _DamagedError as error:
                found = _sought(self._file, offset + 1) if offset or not self._strange() else None
                if not offset and found is None:
                    raise SourceError(
                        f"this is no web archive, or its first page is damaged: {error}",
                        where=self._where,
                        todo="Bring the .warc or .warc.gz as it was written.",
                    ) from error
                if found is None:
                    return
                self.damaged, offset = self.damaged + 1, found
                continue
            self.end = offset
            if record is None:
                self.large += 1
            else:
                yield record

    def _strange(self) -> bool:
        """Tell whether the file does not even begin like an archive."""
        self._file.seek(0)
        return not self._file.read(5).startswith((_GZIP, _MARK))

    def at(self, offset: int) -> Record:
        """Return the record that begins at an offset; SourceError where it has changed since it was found there."""
        try:
            record, _ = self._record(offset)
        except _DamagedError as error:
            record = None
            why = str(error)
        else:
            why = "it is too large"
        if record is None:
            raise SourceError(f"the archive changed while it was read: {why}", where=self._where)
        return record

    def _record(self, offset: int) -> tuple[Record | None, int]:
        """Return the record at an offset, None if it is too large, and where the next one begins."""
        self._file.seek(offset)
        packed = self._file.read(3) == _GZIP
        data, following = (self._member if packed else self._plain)(offset)
        head, fields = _head(data)
        length = _length(fields)
        rest = data[head + length :]
        if packed and rest.strip():
            if _MARK in rest[:_MOST_HEAD]:
                raise SourceError(
                    "the web archive is packed as one piece, not record by record",
                    where=self._where,
                    todo="Unpack it (gunzip) and bring the .warc.",
                )
            raise _DamagedError("a record is longer than it says")
        if len(data) > MOST_RECORD:
            return None, following
        if len(data) < head + length:
            raise _DamagedError("a record is shorter than it says")
        return Record(offset, fields, data[head : head + length]), following

    def _member(self, offset: int) -> tuple[bytes, int]:
        """Unpack one gzip member: the bytes of a record, no more than one above the bound, and where the next member begins."""
        self._file.seek(offset)
        member, data = zlib.decompressobj(16 + zlib.MAX_WBITS), bytearray()
        feed = self._file.read(_PIECE)
        try:
            while not member.eof:
                piece = member.decompress(feed, _PIECE)
                self._spend(len(piece))
                data += piece[: MOST_RECORD + 1 - len(data)]
                feed = member.unconsumed_tail or (b"" if member.eof else self._file.read(_PIECE))
                if not feed and not piece and not member.eof:
                    raise _DamagedError("it is cut short")
        except zlib.error as error:
            raise _DamagedError(f"its packing is damaged ({error})") from error
        return bytes(data), self._file.tell() - len(member.unused_data)

    def _plain(self, offset: int) -> tuple[bytes, int]:
        """Return the bytes of a record that is not packed, and where the next one begins."""
        self._file.seek(offset)
        start = self._file.read(_MOST_HEAD)
        head, fields = _head(start)
        length = _length(fields)
        following = offset + head + length
        if following > self.size:
            raise _DamagedError("it is cut short")
        self._file.seek(offset)
        data = self._file.read(min(head + length, MOST_RECORD + 1))
        self._spend(len(data))
        self._file.seek(following)
        space = self._file.read(len(_SPACE))
        return data, following + len(space) - len(space.lstrip(b"\r\n"))

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise SourceError(
                f"the web archive unpacks to more than {MOST_WHOLE >> 30} GiB",
                where=self._where,
                todo="Bring a smaller one: fetch fewer pages, or split it.",
            )


def _head(data: bytes) -> tuple[int, dict[str, str]]:
    """Return where the block begins, and the fields before it."""
    end = data.find(_SPACE, 0, _MOST_HEAD)
    if not data.startswith(_MARK) or end < 0:
        raise _DamagedError("a record does not begin as it must")
    return end + len(_SPACE), fields_of(data[:end].decode("utf-8", "replace").partition("\r\n")[2])


def fields_of(text: str) -> dict[str, str]:
    r"""Return "name: value" lines as a mapping by name in small letters; the first of a name counts, a line that begins with a space goes on.

    >>> fields_of("WARC-Type: response\r\nTitle: a\r\n b")
    {'warc-type': 'response', 'title': 'a b'}
    """
    found: dict[str, str] = {}
    last = ""
    for line in text.split("\r\n"):
        if line[:1] in (" ", "\t") and last:
            found[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        last = name.strip().lower() if colon else ""
        if last in found:
            last = ""
        elif last:
            found[last] = value.strip()
    return found


def _length(fields: Mapping[str, str]) -> int:
    text = fields.get("content-length", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise _DamagedError("a record does not say its length")
    return int(text)


def _sought(file: BinaryIO, start: int) -> int | None:
    """Return where the next record begins, behind a damaged place; None where there is none, or too much looks like one."""
    probes = 0
    for mark, good in ((_GZIP, _opens), (_SPACE + _MARK, _always)):
        for offset in _marks(file, start, mark):
            probes += 1
            if probes > _PROBES:
                return None
            if good(file, offset):
                return offset + (len(_SPACE) if mark is not _GZIP else 0)
    return None


def _marks(file: BinaryIO, start: int, mark: bytes) -> Iterator[int]:
    """Yield every place of a mark."""
    while True:
        file.seek(start)
        window = file.read(_WINDOW)
        at = window.find(mark)
        while at >= 0:
            yield start + at
            at = window.find(mark, at + 1)
        if len(window) < _WINDOW:
            return
        start += _WINDOW - len(mark) + 1


def _opens(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(file.read(512), 8)[:5] == _MARK
    except zlib.error:
        return False


def _always(_file: BinaryIO, _offset: int) -> bool:
    return True


_HASHES: Mapping[str, Callable[[bytes], str]] = {
    "sha1": lambda data: hashlib.sha1(data, usedforsecurity=False).hexdigest(),
    "sha256": lambda data: hashlib.sha256(data).hexdigest(),
}


def holds(digest: str, data: bytes) -> bool:
    """Tell whether data has the digest that a record states ("sha256:…", in hexadecimal or base 32); what is not understood is believed.

    >>> holds("sha1:LM7QYVMZ7OVMMXUDUP6SCYQZ7Q4YX6ZK", b"other"), holds("crc:1", b"")
    (False, True)
    """
    name, _, value = digest.partition(":")
    count = _HASHES.get(name.strip().lower())
    if count is None:
        return True
    found = count(data)
    text = value.strip()
    if len(text) == len(found):
        return text.lower() == found
    try:
        return base64.b32decode(text.upper() + "=" * (-len(text) % 8)).hex() == found
    except ValueError:
        return True
