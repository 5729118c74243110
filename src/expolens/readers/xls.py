"""Excel 97 to 2003 workbooks (.xls; [MS-XLS], BIFF8): records of a stream, one behind the other."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from expolens.errors import SourceError, suggestion
from expolens.readers.number_format import format_of
from expolens.readers.ole import Compound, stream
from expolens.readers.sheet import Sheet
from expolens.readers.xls_sheet import Globals, read_sheet
from expolens.readers.xls_text import long_text, shared_strings, short_text

_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _DATEMODE, _SHEET, _SST, _FORMAT, _XF = 0x2F, 0x22, 0x85, 0xFC, 0x41E, 0xE0
_BIFF8 = 0x600

Record = tuple[int, bytes, tuple[int, ...]]
"""The kind of a record, its bytes with those of the records that continue it, and where each of those begins."""


@dataclass(slots=True)
class _Book:
    """The first part of the stream, which holds for all sheets."""

    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    from_1904: bool = False


def xls_sheets(book: Compound, *, sheet: str = "") -> list[Sheet]:
    """Read the sheet that is named, or all; SourceError for a password, for damage, and for a name that no sheet has."""
    data = stream(book, "Workbook")
    try:
        globals_ = _globals(data, book.where)
        names = [name for name, _, _ in globals_.sheets]
        if not names or (sheet and sheet not in names):
            raise SourceError(
                f"no sheet '{sheet}'" if names else "the workbook has no sheet",
                where=book.where,
                todo=suggestion(sheet, names),
            )
        shared = Globals(
            globals_.strings,
            [format_of(globals_.codes.get(one, ""), one) for one in globals_.formats],
            globals_.from_1904,
        )
        return [
            read_sheet(records(data, at), name=name, hidden=hidden, shared=shared, where=book.where)
            for name, at, hidden in globals_.sheets
            if sheet in ("", name)
        ]
    except (struct.error, IndexError, UnicodeDecodeError, OverflowError) as error:
        raise SourceError(
            "the workbook is damaged",
            where=book.where,
            todo="Export it again, or save it anew in Excel as .xlsx.",
        ) from error


def records(data: bytes, at: int) -> Iterator[Record]:
    """Yield the records from a place to the end of its part, each with what continues it."""
    if struct.unpack_from("<H", data, at)[0] != _BOF:
        raise struct.error("a part begins with something else")
    depth = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        content = data[at + 4 : at + 4 + length]
        at += 4 + length
        joints: list[int] = []
        if kind in (_SST, 0x207, 0x204):
            parts, size = [content], length
            while at + 4 <= len(data) and struct.unpack_from("<H", data, at)[0] == _CONTINUE:
                more = struct.unpack_from("<H", data, at + 2)[0]
                joints.append(size)
                parts.append(data[at + 4 : at + 4 + more])
                size += len(parts[-1])
                at += 4 + more
            content = b"".join(parts)
        depth += (kind == _BOF) - (kind == _EOF)
        # A chart within a sheet has a beginning and an end of its own.
        if depth <= 1:
            yield kind, content, tuple(joints)
        if depth <= 0:
            return
    raise struct.error("the stream ends within a part")


def _globals(data: bytes, where: str) -> _Book:
    """Read the names and places of the sheets, the shared texts and the formats."""
    book = _Book()
    for kind, content, joints in records(data, 0):
        if kind == _BOF and struct.unpack_from("<H", content)[0] != _BIFF8:
            raise SourceError(
                "this is a workbook of Excel 95 or older",
                where=where,
                todo="Save it in Excel or LibreOffice as .xlsx.",
            )
        if kind == _FILEPASS:
            raise SourceError(
                "the workbook has a password",
                where=where,
                todo="Open it in Excel, save it without a password, and bring that.",
            )
        if kind == _DATEMODE:
            book.from_1904 = struct.unpack_from("<H", content)[0] == 1
        elif kind == _SHEET:
            at, state, type_ = struct.unpack_from("<IBB", content)
            if type_ == 0:
                book.sheets.append((short_text(content, 6), at, bool(state & 3)))
        elif kind == _SST:
            book.strings = shared_strings(content, joints)
        elif kind == _FORMAT:
            book.codes[struct.unpack_from("<H", content)[0]] = long_text(content, 2)
        elif kind == _XF:
            book.formats.append(struct.unpack_from("<H", content, 2)[0])
    return book
