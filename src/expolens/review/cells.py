"""A filled-in sheet of gaps as lines of named cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from expolens.decisions.sheets import COVER, MISSING, SHEETS, SIGNATURE, Sheet, key_of
from expolens.errors import SourceError, StudyError, suggestion
from expolens.model.study import SourcePlan
from expolens.readers import Grid, grid_of
from expolens.readers.sheet import Sheet as SheetRead
from expolens.readers.sheet import column_letters
from expolens.readers.xlsx import sheets_of, xlsx_grid


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
    sheets, _ = sheets_of(data, where=path.name)
    names = {one.name: one for one in sheets}
    known = [sheet for sheet in SHEETS if sheet.name in names and len(names[sheet.name].rows) > 1]
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
    signature = _signature(names[COVER]) if COVER in names else {}
    return Filled(tuple(lines), signature)


def _signature(cover: SheetRead) -> dict[str, str]:
    """Return who and when, as the cover says it."""
    found: dict[str, str] = {}
    for _, columns, texts in cover.rows:
        cells = dict(zip(columns, texts, strict=True))
        if (key := key_of(cells.get(1, ""))) in SIGNATURE:
            found[key] = cells.get(2, "").strip().removesuffix(" 00:00:00")
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
        places = {
            key: f"{sheet.name}!{column_letters(index + 1)}{number}"
            for index, key in enumerate(keys)
        }
        yield Line(sheet, cells, places)


def _plain(cell: str) -> str:
    """Take off the apostrophe that kept a cell from being a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
