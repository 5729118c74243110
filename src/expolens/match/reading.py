"""A file of names to its columns: delimited text a row at a time, so that a registry of millions is never in memory whole; everything else by the readers of the house."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, cast

import numpy as np

from expolens.errors import SourceError
from expolens.match.sheet import Chosen, Sheet
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.delimited import (
    NONE,
    Irregular,
    Numbered,
    delimiter_of,
    lines_in,
    quoted,
    unquoted,
)
from expolens.readers.encoding import decoded, utf16
from expolens.readers.grid import header_row, named_apart, noted
from expolens.readers.looks import is_company

_NAMES = "name"
"""What the column of a list without a header is called."""
_SAMPLE, _JUDGED = 1 << 16, 1 << 20
_SEARCHED = 200
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\xff\xfe", b"\xfe\xff")  # fmt: skip
_MARKUP = ("{", "[", "<")
_Way = Callable[[Iterable[str], str], Iterator[Numbered]]
_Coding = tuple[str, tuple[str, ...]]
"""An encoding, and notes on how it was found."""


def sheet_of(path: Path, choose: Chosen, *, named: str = "", encoding: str = "") -> Sheet:
    """Read the columns that `choose` names; SourceError says what is wrong with a file that cannot be read.

    Rows count from 1 below the header: of delimited text as `csv.DictReader` counts them, of a workbook as its sheet shows them (several
    sheets of one list, pages and JSON: as they come). Totals and notes below the list keep their row and are empty where the readers know them.
    A list of one column whose header is rather its first company has none: that is its first row then, and is noted.
    `named` is the column that somebody named, whose row is the header; `encoding` what a file that is no UTF-8 is in.
    """
    refuse_stream(path)
    try:
        found = streamed(path, choose, named=named, encoding=encoding)
        # A sheet without rows is false, and no sheet is None.
        found = _by_the_house(path, choose, encoding) if found is None else found
        return found if named else _with_its_first(found)
    except SourceError as error:
        if "study.toml" not in error.todo:
            raise
        todo = (
            "Save it as UTF-8, or say what it is in with --encoding."
            if "encoding" in error.todo
            else ""
        )
        raise SourceError(error.what, where=error.where, have=error.have, todo=todo) from error
    except FileNotFoundError as error:
        near = sorted(one.name for one in path.parent.glob(f"*{path.suffix}"))[:10] if path.parent.is_dir() else []  # fmt: skip
        raise SourceError(
            "there is no such file",
            where=str(path),
            have=f"In its folder: {', '.join(near)}." if near else "",
        ) from error
    except OSError as error:
        raise SourceError(
            f"it cannot be read: {error.strerror or error}", where=str(path)
        ) from error


def _with_its_first(sheet: Sheet) -> Sheet:
    """Return a sheet of one column with its header for the first row, where that is a company and no header."""
    if len(sheet.header) != 1 or not is_company(sheet.header[0]):
        return sheet
    (first,) = sheet.header
    cells = [first, *next(iter(sheet.cells.values()))]
    alike = np.concatenate([np.array([hash((first,))], np.int64), sheet.alike])
    notes = (*sheet.notes, noted("first_is_name", first))
    return Sheet(sheet.file, (_NAMES,), {_NAMES: cells}, alike, notes)


def refuse_stream(path: Path) -> None:
    """Raise SourceError for a pipe or a device: it can be read once only, and may never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise SourceError(
            "this is a stream, not a file", where=str(path), todo="Save what comes out of it in a file, and name that.",
        )  # fmt: skip


def unpacked(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacked where it is gzipped."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb")


def streamed(path: Path, choose: Chosen, *, named: str = "", encoding: str = "") -> Sheet | None:
    """Read delimited text a row at a time; None for anything else and for text of which it is in doubt what its rows are, which `readers` read.

    Rows count as `csv.DictReader` counts them: lines with nothing in them are none, lines of delimiters alone are. The header is the row that has
    the column `named`. `encoding` is what text that is no UTF-8 is in, "" to find it as `readers` do. OSError where the file cannot be read.
    """
    try:
        try:
            return _in(path, choose, named, ("utf-8-sig", ()))
        except UnicodeDecodeError:
            return _in(path, choose, named, _coding(path, encoding))
    except (Irregular, UnicodeError, LookupError, EOFError, zlib.error, gzip.BadGzipFile):
        return None


def _coding(path: Path, encoding: str) -> _Coding:
    """Return the encoding of a text that is no UTF-8, judged by its beginning; Irregular where that does not tell."""
    if encoding:
        return encoding, ()
    with unpacked(path) as file:
        start = file.read(_JUDGED)
    try:
        _, name, notes = decoded(start[: start.rfind(b"\n") + 1] or start, where=path.name)
    except SourceError as error:
        raise Irregular from error
    return name, notes


def _in(path: Path, choose: Chosen, named: str, coding: _Coding) -> Sheet | None:
    """Read text in an encoding, in the first of two ways that fits."""
    broken: list[int] = []
    ways: tuple[_Way, ...] = (
        quoted,
        lambda lines, delimiter: unquoted(lines, _parting(delimiter), broken),
    )
    for way in ways:
        try:
            with unpacked(path) as file:
                start = file.read(_SAMPLE)
                if start.startswith(_NOT_TEXT) or utf16(start):
                    return None
                file.seek(0)
                with io.TextIOWrapper(file, encoding=coding[0], newline="") as text:
                    sheet = _read(text, path.name, choose, way, named)
        except csv.Error:
            continue
        if broken:
            letters = noted("quotes_as_letters", len(broken), ", ".join(map(str, broken[:10])))
            sheet = replace(sheet, notes=(*sheet.notes, letters))
        return replace(sheet, notes=(*coding[1], *sheet.notes))
    return None


def _parting(delimiter: str) -> str:
    """Return a delimiter that parts cells; Irregular where there is none, so that a quotation mark has nothing to be told by."""
    if delimiter == NONE:
        raise Irregular
    return delimiter


def _read(
    text: IO[str],
    name: str,
    choose: Chosen,
    way: _Way,
    named: str,
) -> Sheet:
    """Read delimited text that can be read twice; what it raises where the text is irregular is for `streamed` to catch."""
    sample = text.read(_SAMPLE)
    text.seek(0)
    if not sample.strip() or sample.lstrip("\ufeff \r\n\t").startswith(_MARKUP):
        raise Irregular
    delimiter = delimiter_of(sample.replace("\r\n", "\n").replace("\r", "\n"))
    rows = way(lines_in(text), delimiter)
    cut = len(sample) == _SAMPLE
    above = _above(sample[: sample.rfind("\n") + 1] or sample if cut else sample, delimiter, named)
    filled = (row for _, row in rows if any(map(str.strip, row)))
    found = next(islice(filled, above, None), None)
    if found is None:
        raise Irregular
    header, notes = named_apart([cell.strip() for cell in found], len(found))
    at = [header.index(one) for one in choose(header)]
    cells, alike = _columns(rows, at)
    said = [noted("rows_above", above)] if above else []
    said += [note for note in notes if not note.startswith("no_header")]
    columns = {header[n]: column for n, column in zip(at, cells, strict=True)}
    return Sheet(name, header, columns, np.frombuffer(alike, np.int64), tuple(said))


def _above(sample: str, delimiter: str, named: str) -> int:
    """Return how many rows with anything in them stand above the header: the first row that has the column that was named, if there is one."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    stripped = ([cell.strip() for cell in row] for row in rows)
    filled = list(islice((row for row in stripped if any(row)), _SEARCHED))
    key = named.strip().casefold()
    known = (n for n, row in enumerate(filled) if key in map(str.casefold, row))
    at = next(known, None) if key else None
    return header_row(filled) if at is None else at


def _columns(rows: Iterator[Numbered], at: Sequence[int]) -> tuple[list[list[str]], array[int]]:
    """Return the cells of the columns `at`, and for each row a number that equal rows share."""
    alike = array("q")
    cells: list[list[str]] = [[] for _ in at]
    least = max(at, default=0)
    pairs = list(zip(cells, at, strict=True))
    for _, row in rows:
        alike.append(hash(tuple(row)))
        if len(row) > least:
            for column, n in pairs:
                column.append(row[n])
        else:
            for column, n in pairs:
                column.append(row[n] if n < len(row) else "")
    return cells, alike


def _by_the_house(path: Path, choose: Chosen, encoding: str) -> Sheet:
    data = _bytes(path)
    encoding = "" if encoding and _is_utf8(data) else encoding
    grid = grid_of(data, SourcePlan(path.stem, "registry", path.name, encoding=encoding))
    at = {one: grid.header.index(one) for one in choose(grid.header)}
    numbers = _numbers(grid)
    size = max(numbers.values(), default=0)
    cells = {one: [""] * size for one in at}
    alike = np.zeros(size, np.int64)
    for row, place in zip(grid.rows, numbers, strict=True):
        number = numbers[place] - 1
        for one, column in at.items():
            cells[one][number] = whole(row.cells[column])
        alike[number] = hash(row.cells)
    return Sheet(path.name, grid.header, cells, alike, grid.notes)


def whole(text: str) -> str:
    r"""Return a text without halves of characters, which JSON can hold and no file can.

    >>> whole("Stand-in \ud800 Ltd.")
    'Stand-in ? Ltd.'
    """
    return text.encode("utf-8", "replace").decode()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _bytes(path: Path) -> bytes:
    try:
        with unpacked(path) as file:
            return file.read()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError("the gzip file is damaged or cut short", where=str(path)) from error


def _numbers(grid: Grid) -> Mapping[int, int]:
    """Return for each row of a grid, by its position, its number below the header."""
    places = [row.place for row in grid.rows]
    sheet, mark, first = (grid.place or places[0]).rpartition("!")
    if mark and all(place.rpartition("!")[0] == sheet for place in places):
        # Without a header the first row is the first, else the one below it.
        above = int(first) - (not grid.place)
        return {n: int(place.rpartition("!")[2]) - above for n, place in enumerate(places)}
    return {n: row.number or n + 1 for n, row in enumerate(grid.rows)}
