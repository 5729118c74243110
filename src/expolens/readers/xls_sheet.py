"""One sheet of an .xls file: its cells as a person reads them, and what is merged or hidden."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from expolens.errors import SourceError
from expolens.readers.number_format import PLAIN, Format, is_lossy, number_text
from expolens.readers.sheet import Filling, Merged, Sheet
from expolens.readers.xls_text import long_text

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_COLUMNS = 256


@dataclass(frozen=True, slots=True)
class Globals:
    """What the sheets of a workbook share: its texts, the formats of its cell styles, whether days are counted from 1904."""

    strings: Sequence[str]
    formats: Sequence[Format]
    from_1904: bool


def read_sheet(
    records: Iterable[tuple[int, bytes, tuple[int, ...]]],
    *,
    name: str,
    hidden: bool,
    shared: Globals,
    where: str,
) -> Sheet:
    """Read the records of a sheet; SourceError for one that refers to what is not there."""
    cells = _Cells(Filling(f"{where}, sheet '{name}'"), shared)
    for kind, content, _ in records:
        read = _RECORDS.get(kind)
        if read is not None:
            read(cells, content)
    for number, row in sorted(cells.rows.items()):
        columns = sorted(row)
        cells.filling.row(number, columns, [row[column] for column in columns])
    return cells.filling.sheet(name, hidden=hidden)


class _Cells:
    """The cells of a sheet as its records go by."""

    def __init__(self, filling: Filling, shared: Globals) -> None:
        self.filling, self.shared = filling, shared
        self.rows: dict[int, dict[int, str]] = {}
        self.awaiting: tuple[int, int] | None = None

    def put(self, row: int, column: int, text: str) -> None:
        """Keep a cell that holds something, its row and column counted from 0."""
        if column >= _COLUMNS:
            raise SourceError(
                f"the sheet is damaged: it has a cell in column {column + 1}",
                where=self.filling.where,
                todo="Export it again, or save it anew in Excel as .xlsx.",
            )
        if text:
            self.rows.setdefault(row + 1, {})[column + 1] = text

    def number(self, row: int, column: int, style: int, value: float) -> None:
        """Keep a number as its style means it."""
        formats = self.shared.formats
        shown = formats[style] if style < len(formats) else PLAIN
        raw = repr(value)
        if abs(value) >= 1e15 and is_lossy(raw):
            self.filling.lossy.append((row + 1, column + 1))
        self.put(row, column, number_text(raw, shown, from_1904=self.shared.from_1904))


def _number(cells: _Cells, content: bytes) -> None:
    row, column, style, value = struct.unpack_from("<HHHd", content)
    cells.number(row, column, style, value)


def _rk(cells: _Cells, content: bytes) -> None:
    row, column, style, packed = struct.unpack_from("<HHHI", content)
    cells.number(row, column, style, _unpacked(packed))


def _many_rk(cells: _Cells, content: bytes) -> None:
    row, column = struct.unpack_from("<HH", content)
    for index, at in enumerate(range(4, len(content) - 7, 6)):
        style, packed = struct.unpack_from("<HI", content, at)
        cells.number(row, column + index, style, _unpacked(packed))


def _unpacked(packed: int) -> float:
    """Return a number that was packed into four bytes: a whole one or the upper half of a floating one, or a hundredth of either.

    >>> _unpacked(0x3FF00000), _unpacked((123 << 2) | 2), _unpacked((12345 << 2) | 3)
    (1.0, 123.0, 123.45)
    """
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value


def _shared(cells: _Cells, content: bytes) -> None:
    row, column, _, index = struct.unpack_from("<HHHI", content)
    cells.put(row, column, cells.shared.strings[index])


def _label(cells: _Cells, content: bytes) -> None:
    row, column = struct.unpack_from("<HH", content)
    cells.put(row, column, long_text(content, 6))


def _truth(cells: _Cells, content: bytes) -> None:
    row, column, _, value, error = struct.unpack_from("<HHHBB", content)
    cells.put(row, column, _said(value, error=bool(error)))


def _said(value: int, *, error: bool) -> str:
    return _ERRORS.get(value, "#ERROR") if error else "TRUE" if value else "FALSE"


def _formula(cells: _Cells, content: bytes) -> None:
    """Keep the value that was saved with a formula; a text stands in the record behind it."""
    row, column, style = struct.unpack_from("<HHH", content)
    cells.awaiting = None
    if content[12:14] != b"\xff\xff":
        cells.number(row, column, style, struct.unpack_from("<d", content, 6)[0])
    elif content[6] == 0:
        cells.awaiting = row, column
    elif content[6] in (1, 2):
        cells.put(row, column, _said(content[8], error=content[6] == 2))


def _result(cells: _Cells, content: bytes) -> None:
    if cells.awaiting is not None:
        cells.put(*cells.awaiting, long_text(content, 0))
        cells.awaiting = None


def _row(cells: _Cells, content: bytes) -> None:
    number, flags = struct.unpack_from("<H", content)[0], struct.unpack_from("<H", content, 12)[0]
    if flags & 0x20:
        cells.filling.hidden_rows.add(number + 1)


def _column(cells: _Cells, content: bytes) -> None:
    first, last, _, _, flags = struct.unpack_from("<5H", content)
    if flags & 1:
        cells.filling.hidden_columns.update(range(first + 1, min(last, _COLUMNS) + 2))


def _merged(cells: _Cells, content: bytes) -> None:
    for index in range(min(struct.unpack_from("<H", content)[0], len(content) // 8)):
        top, bottom, left, right = struct.unpack_from("<4H", content, 2 + 8 * index)
        cells.filling.merged.append(Merged(top + 1, left + 1, bottom + 1, right + 1))


_RECORDS: dict[int, Callable[[_Cells, bytes], None]] = {
    0x203: _number,
    0x27E: _rk,
    0xBD: _many_rk,
    0xFD: _shared,
    0x204: _label,
    0xD6: _label,
    0x205: _truth,
    0x06: _formula,
    0x207: _result,
    0x208: _row,
    0x7D: _column,
    0xE5: _merged,
}
