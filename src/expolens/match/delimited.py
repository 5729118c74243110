"""Delimited text a row at a time, as Python's csv module reads it: a registry of millions is never in memory whole."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, cast

import numpy as np

from expolens.errors import SourceError
from expolens.match.sheet import Chosen, Sheet
from expolens.readers.csv import LONGEST_CELL, REGULAR, delimiter_of, holds_rows
from expolens.readers.encoding import decoded, utf16
from expolens.readers.grid import header_row, named_apart, noted

_SAMPLE = 1 << 16
_SEARCHED = 200
_JUDGED = 1 << 20
_FEWEST = 2
Way = Callable[[IO[str], str, list[int]], Iterator[list[str]]]
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\xff\xfe", b"\xfe\xff")  # fmt: skip
MARKUP = ("{", "[", "<")


class _Irregular(Exception):  # noqa: N818 - what is read another way
    """The text is not what Python's csv module reads without doubt."""


def unpacked(path: Path) -> IO[bytes]:
    """Open a file for reading, unpacked where it is gzipped."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb")


def delimited(path: Path, choose: Chosen, *, named: str = "", encoding: str = "") -> Sheet | None:
    """Read delimited text, in which quotation marks that are not in order are letters of their line; None for anything else, which `readers` read.

    Rows count as `csv.DictReader` counts them: lines with nothing in them are none, lines of delimiters alone are. The header is the row that has
    the column `named`. `encoding` is what text that is no UTF-8 is in, "" to find it as `readers` do. OSError where the file cannot be read.
    """
    try:
        try:
            return _in(path, choose, named, ("utf-8-sig", ()))
        except UnicodeDecodeError:
            return _in(path, choose, named, _coding(path, encoding))
    except (_Irregular, UnicodeError, LookupError, EOFError, zlib.error, gzip.BadGzipFile):
        return None


def _coding(path: Path, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Return the encoding of a text that is no UTF-8, judged by its beginning, with notes; _Irregular where that does not tell."""
    if encoding:
        return encoding, ()
    with unpacked(path) as file:
        start = file.read(_JUDGED)
    try:
        _, name, notes = decoded(start[: start.rfind(b"\n") + 1] or start, where=path.name)
    except SourceError as error:
        raise _Irregular from error
    return name, notes


def _in(
    path: Path, choose: Chosen, named: str, coding: tuple[str, tuple[str, ...]]
) -> Sheet | None:
    """Read text in an encoding, in the first of two ways that fits."""
    for way in (_quoted, _line_by_line):
        try:
            with unpacked(path) as file:
                start = file.read(_SAMPLE)
                if start.startswith(_NOT_TEXT) or utf16(start):
                    return None
                file.seek(0)
                with io.TextIOWrapper(file, encoding=coding[0], newline="") as text:
                    sheet = read_text(text, path.name, choose, way, named)
                    return replace(sheet, notes=(*coding[1], *sheet.notes))
        except csv.Error:
            continue
    return None


def read_text(text: IO[str], name: str, choose: Chosen, way: Way, named: str = "") -> Sheet:
    """Read delimited text that can be read twice in one of two ways; what it raises where the text is irregular is for `delimited` to catch."""
    csv.field_size_limit(LONGEST_CELL)
    sample = text.read(_SAMPLE)
    text.seek(0)
    if not sample.strip() or sample.lstrip("\ufeff \r\n\t").startswith(MARKUP):
        raise _Irregular
    whole = len(sample) < _SAMPLE
    delimiter = delimiter_of(sample.replace("\r\n", "\n").replace("\r", "\n"))
    broken: list[int] = []
    rows = way(text, delimiter, broken)
    complete = sample if whole else sample[: sample.rfind("\n") + 1] or sample
    above = _above(complete, delimiter, named)
    filled = (row for row in rows if any(map(str.strip, row)))
    found = next(islice(filled, above, None), None)
    if found is None:
        raise _Irregular
    header, notes = named_apart([cell.strip() for cell in found], len(found))
    at = [header.index(one) for one in choose(header)]
    cells, alike = _columns(rows, at)
    said = [noted("rows_above", above)] if above else []
    said += [note for note in notes if not note.startswith("no_header")]
    if broken:
        said.append(noted("quotes_as_letters", len(broken), ", ".join(map(str, broken[:10]))))
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


def _quoted(text: IO[str], delimiter: str, _: list[int]) -> Iterator[list[str]]:
    """Yield the rows whose quotation marks are in order, csv.Error where some are not, _Irregular where one swallowed rows."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    last, width = 0, 0
    for row in reader:
        width = max(width, len(row))
        if reader.line_num - last > 1 and any("\n" in cell or "\r" in cell for cell in row):
            plain = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
            if holds_rows(plain, delimiter, width):
                raise _Irregular
        last = reader.line_num
        if row:
            yield row


def _line_by_line(text: IO[str], delimiter: str, broken: list[int]) -> Iterator[list[str]]:
    """Yield each line as a row, quotation marks that are not in order as letters, as `readers.csv` does; _Irregular where lines do not fit either.

    `broken` is given the lines with such marks.
    """
    width, fit, count = 0, 0, 0
    for number, line in enumerate(text, 1):
        bare = line.rstrip("\r\n")
        if not bare:
            continue
        row = bare.split(delimiter)
        if '"' in bare:
            try:
                (row,) = csv.reader([bare], delimiter=delimiter, strict=True)
            except (csv.Error, ValueError):
                broken.append(number)
        width = width or len(row)
        if len(row) > width or width < _FEWEST:
            raise _Irregular
        fit, count = fit + (len(row) == width), count + 1
        yield row
    if fit < REGULAR * count:
        raise _Irregular


def _columns(rows: Iterator[list[str]], at: Sequence[int]) -> tuple[list[list[str]], array[int]]:
    """Return the cells of the columns `at`, and for each row a number that equal rows share."""
    alike = array("q")
    cells: list[list[str]] = [[] for _ in at]
    least = max(at, default=0)
    pairs = list(zip(cells, at, strict=True))
    for row in rows:
        alike.append(hash(tuple(row)))
        if len(row) > least:
            for column, n in pairs:
                column.append(row[n])
        else:
            for column, n in pairs:
                column.append(row[n] if n < len(row) else "")
    return cells, alike
