"""Compound files, in which Office kept its documents before it took to zip ([MS-CFB]): the names of their streams, and one stream."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from expolens.errors import SourceError

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sectors from here on are marks: end of a chain, free, of the tables themselves."""
_SMALL = 4096


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream: its first sector and its size; the root's is that of the small ones."""

    name: str
    kind: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound file, its tables read: `names` are those of its streams and storages."""

    where: str
    data: bytes
    size: int
    next: tuple[int, ...]
    next_small: tuple[int, ...]
    entries: tuple[_Entry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its streams and storages."""
        return tuple(entry.name for entry in self.entries)


def compound(data: bytes, *, where: str) -> Compound:
    """Read the tables of a compound file; SourceError where they lead nowhere."""
    try:
        return _compound(data, where)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise _damaged(where) from error


def _compound(data: bytes, where: str) -> Compound:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not data.startswith(_MAGIC) or shift not in (9, 12) or small_shift != 6:
        raise _damaged(where)
    size = 1 << shift
    directory, small_table, master = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
    blocks = [one for one in struct.unpack_from("<109I", data, 76) if one < _END]
    seen = set[int]()
    while master < _END and master not in seen:
        seen.add(master)
        part = _numbers(_sector(data, master, size))
        blocks += [one for one in part[:-1] if one < _END]
        master = part[-1]
    if len(blocks) > len(data) // size + 1:
        raise _damaged(where)
    table = tuple(number for block in blocks for number in _numbers(_sector(data, block, size)))
    book = Compound(where, data, size, table, (), ())
    small = tuple(_numbers(_chain(book, small_table))) if small_table < _END else ()
    entries = tuple(_entries(_chain(book, directory)))
    return Compound(where, data, size, table, small, entries)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _numbers(part: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])


def _chain(book: Compound, start: int) -> bytes:
    """Return the sectors of a chain; one that turns in a circle or leaves the file is damage."""
    parts: list[bytes] = []
    number = start
    while number < _END:
        part = _sector(book.data, number, book.size)
        if not part or len(parts) > len(book.next):
            raise _damaged(book.where)
        parts.append(part)
        number = book.next[number]
    return b"".join(parts)


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind in (1, 2, 5):
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found.append(_Entry(name, kind, start, size))
    return found


def stream(book: Compound, name: str) -> bytes:
    """Return the stream of a name, in any case; SourceError where it is not whole."""
    entry = next(
        (one for one in book.entries if one.kind == 2 and one.name.casefold() == name.casefold()),
        None,
    )
    if entry is None:
        raise _damaged(book.where)
    try:
        content = _small(book, entry) if entry.size < _SMALL else _chain(book, entry.start)
    except (struct.error, IndexError) as error:
        raise _damaged(book.where) from error
    if len(content) < entry.size:
        raise _damaged(book.where)
    return content[: entry.size]


def _small(book: Compound, entry: _Entry) -> bytes:
    """Return a stream that is shorter than a sector's worth: it stands in the root's, in pieces of 64 bytes."""
    root = next((one for one in book.entries if one.kind == 5), None)
    if root is None:
        raise _damaged(book.where)
    whole = _chain(book, root.start)
    parts: list[bytes] = []
    number = entry.start
    while number < _END and len(parts) * 64 < entry.size:
        parts.append(whole[number * 64 : number * 64 + 64])
        number = book.next_small[number]
    return b"".join(parts)


def _damaged(where: str) -> SourceError:
    return SourceError(
        "the workbook cannot be opened: it is damaged or cut short",
        where=where,
        todo="Copy or export it again, or save it anew in Excel as .xlsx.",
    )
