"""A file of names to its columns: lean for delimited text, by the readers of the house for everything else."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from expolens.errors import SourceError
from expolens.match.delimited import MARKUP, delimited, unpacked
from expolens.match.headers import is_company
from expolens.match.sheet import Chosen, Sheet
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.csv import delimiter_of
from expolens.readers.encoding import decoded
from expolens.readers.grid import noted

_LETTERS = "quotes_as_letters"
_NAMES = "name"
"""What the column of a list without a header is called."""


def sheet_of(path: Path, choose: Chosen, *, named: str = "", encoding: str = "") -> Sheet:
    """Read the columns that `choose` names; SourceError says what is wrong with a file that cannot be read.

    Rows count from 1 below the header: of delimited text as `csv.DictReader` counts them, of a workbook as its sheet shows them (several
    sheets of one list, pages and JSON: as they come). Totals and notes below the list keep their row and are empty where the readers know them.
    A list of one column whose header is rather its first company has none: that is its first row then, and is noted.
    `named` is the column that somebody named, whose row is the header; `encoding` what a file that is no UTF-8 is in.
    """
    refuse_stream(path)
    try:
        found = delimited(path, choose, named=named, encoding=encoding)
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


def _by_the_house(path: Path, choose: Chosen, encoding: str) -> Sheet:
    data = _bytes(path)
    encoding = "" if encoding and _is_utf8(data) else encoding
    grid = grid_of(data, SourcePlan(path.stem, "registry", path.name, encoding=encoding))
    at = {one: grid.header.index(one) for one in choose(grid.header)}
    numbers = _numbers(grid, data, path.name, encoding)
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


def _numbers(grid: Grid, data: bytes, name: str, encoding: str) -> Mapping[int, int]:
    """Return for each row of a grid, by its position, its number below the header."""
    places = [row.place for row in grid.rows]
    sheet, mark, first = grid.place.rpartition("!")
    if mark and all(place.rpartition("!")[0] == sheet for place in places):
        return {n: int(place.rpartition("!")[2]) - int(first) for n, place in enumerate(places)}
    if grid.place.startswith("row ") and (counted := _counted(grid, data, name, encoding)):
        top = counted[grid.place]
        return {n: counted[place] - top for n, place in enumerate(places)}
    return {n: n + 1 for n in range(len(places))}


def _counted(grid: Grid, data: bytes, name: str, encoding: str) -> Mapping[str, int]:
    """Return the number of each row of delimited text by its place, lines with nothing in them not counted; {} for any other text."""
    text, _, _ = decoded(data, where=name, encoding=encoding)
    if text.lstrip("\ufeff \n\t").startswith(MARKUP):
        return {}
    if any(note.startswith(_LETTERS) for note in grid.notes):
        lines = [n for n, line in enumerate(text.split("\n"), 1) if line]
    else:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
        lines = [reader.line_num for row in reader if row]
    return {f"row {line}": n for n, line in enumerate(lines)}
