"""A filled-in sheet of gaps as lines of named cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from expolens.decisions.sheets import COVER, MISSING, SHEETS, SIGNATURE, Sheet, key_of
from expolens.errors import SourceError, StudyError, suggestion
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.xlsx import xlsx_grid


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by column key, and the name of the cell that holds each."""

    sheet: Sheet
    cells: dict[str, str]
    places: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")

    @property
    def filled(self) -> bool:
        """Whether a person wrote anything beside a signature."""
        return any(
            self[column.key]
            for column in self.sheet.columns
            if column.fill and column.key not in SIGNATURE
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person filled in: the lines, and the signature of the cover."""

    lines: tuple[Line, ...]
    signature: dict[str, str]


def filled_sheet(path: Path) -> Filled:
    """Read the workbook, or the CSV of missing values, back; blank lines are passed over.

    Raises SourceError for a file that is neither, StudyError for a sheet that lacks one of its columns.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if not data.startswith(b"PK"):
        grid = grid_of(data, SourcePlan(id="gaps", role="list", file=path.name))
        return Filled(tuple(_lines(MISSING, grid, csv=True)), {})
    names = _names(data, path.name)
    known = [sheet for sheet in SHEETS if names.get(sheet.name, 0) > 1]
    if not set(names) & {COVER, *(sheet.name for sheet in SHEETS)}:
        raise StudyError(
            "this workbook is no sheet of gaps",
            where=path.name,
            have=f"Its sheets: {', '.join(names)}.",
            todo="Make one: expolens export --as gaps",
        )
    lines = [
        line
        for sheet in known
        for line in _lines(sheet, xlsx_grid(data, where=path.name, sheet=sheet.name), csv=False)
    ]
    signature = _signature(data) if COVER in names else {}
    return Filled(tuple(lines), signature)


def _names(data: bytes, where: str) -> dict[str, int]:
    """Return the sheets of a workbook with how many rows of each hold anything."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: sum(any(cell != "" for cell in row) for row in _rows(book, name))
            for name in book.sheet_names
        }
    except (CalamineError, PasswordError, OSError, ValueError, KeyError, IndexError) as error:
        raise SourceError(
            "the workbook cannot be opened: it is damaged, cut short or has a password",
            where=where,
            todo="Save it anew in Excel.",
        ) from error


def _rows(book: CalamineWorkbook, name: str) -> list[list[object]]:
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _signature(data: bytes) -> dict[str, str]:
    """Return who and when, as the cover says it."""
    rows = _rows(CalamineWorkbook.from_filelike(io.BytesIO(data)), COVER)
    found: dict[str, str] = {}
    for row in rows:
        cells = [str(cell).strip() for cell in row[:2]]
        if len(cells) == 2 and key_of(cells[0]) in SIGNATURE:
            found[key_of(cells[0])] = cells[1].removesuffix(" 00:00:00")
    return found


def _lines(sheet: Sheet, grid: Grid, *, csv: bool) -> Iterator[Line]:
    keys = [key_of(header) for header in grid.header]
    for column in sheet.columns:
        if column.key not in keys and not column.shown:
            raise StudyError(
                f"sheet '{sheet.name}' has no column '{column.header}'",
                todo=suggestion(column.key, keys),
            )
    for row in grid.rows:
        number = row.place.rpartition("!")[2].removeprefix("row ")
        cells = {
            key: _plain(cell) if csv else cell.strip()
            for key, cell in zip(keys, row.cells, strict=False)
        }
        places = {key: f"{sheet.name}!{_letters(index)}{number}" for index, key in enumerate(keys)}
        yield Line(sheet, cells, places)


def _plain(cell: str) -> str:
    """Take off the apostrophe that kept a cell from being a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _letters(index: int) -> str:
    """Name a column as a sheet does.

    >>> _letters(0), _letters(26)
    ('A', 'AA')
    """
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text
