"""The sheets of a workbook as one list: the one named, or the one that lists names with every other of the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from expolens.errors import SourceError
from expolens.readers.grid import Grid, Line, gridded, header_row, noted
from expolens.readers.merged import Numbered, filled_down, one_header
from expolens.readers.sheet import Sheet, column_letters
from expolens.readers.stack import Part, stacked

_SHOWN = 10


def sheets_grid(sheets: Sequence[Sheet], *, where: str, notes: Iterable[str] = ()) -> Grid:
    """Make a grid of sheets: of several, those with the columns of the chief one are stacked (a hall a sheet), the others are named in a note.

    Places are as a person finds them ("Sheet1!17"), columns too where one sheet is read or all have theirs at the same places. Hidden
    sheets, rows and columns are read like others, and said. SourceError where no sheet holds a list.
    """
    filled = [one for one in sheets if one.rows]
    if not filled:
        raise SourceError(
            "the workbook holds no cells" if sheets else "the workbook has no sheet",
            where=where,
            todo="Export it again, or take it out of study.toml.",
        )
    if len(filled) == 1:
        grid = _grid(filled[0], where)
        return replace(grid, notes=(*notes, *_hidden(filled), *grid.notes))
    parts: list[Part] = []
    empty: list[str] = []
    for one in filled:
        try:
            parts.append(Part(one.name, _grid(one, where), hidden=one.hidden))
        except SourceError:
            empty.append(one.name)
    if not parts:
        grid = _grid(max(filled, key=lambda one: sum(len(row[1]) for row in one.rows)), where)
        return replace(grid, notes=(*notes, *grid.notes))
    grid = stacked(parts, other="sheet", empty=empty)
    read = {row.place.rpartition("!")[0] for row in grid.rows}
    return replace(
        grid, notes=(*notes, *_hidden(one for one in filled if one.name in read), *grid.notes)
    )


def _hidden(sheets: Iterable[Sheet]) -> list[str]:
    """Return a note of the hidden sheets among those that were read."""
    names = [one.name for one in sheets if one.hidden]
    return [noted("hidden_sheets", len(names), ", ".join(names))] if names else []


def _grid(sheet: Sheet, where: str) -> Grid:
    """Make a grid of one sheet."""
    columns, rows = _dense(sheet)
    rows = one_header(rows, columns, sheet.merged)
    lines: list[Line] = [(f"{sheet.name}!{number}", cells) for number, cells in rows]
    grid = gridded(lines, where=f"{where}, sheet '{sheet.name}'")
    header = int(grid.place.rpartition("!")[2] or 0)
    grid = filled_down(replace(grid, columns=columns), header, sheet.merged)
    return replace(grid, notes=(*grid.notes, *_noticed(sheet, grid, header)))


def _dense(sheet: Sheet) -> tuple[tuple[int, ...], list[Numbered]]:
    """Return the columns that hold anything from the header on, and the rows over them; a banner beside them stands in the first."""
    every = sorted({column for _, columns, _ in sheet.rows for column in columns})
    start = header_row([_over(every, columns, texts) for _, columns, texts in sheet.rows[:200]])
    used = {
        column
        for _, columns, texts in sheet.rows[start:]
        for column, text in zip(columns, texts, strict=True)
        if text and not text.isspace()
    }
    kept = tuple(sorted(used))
    rows: list[Numbered] = []
    for index, (number, columns, texts) in enumerate(sheet.rows):
        cells = list(texts) if columns == kept else _over(kept, columns, texts)
        if index < start and kept and not any(cells):
            cells[0] = texts[0]
        rows.append((number, cells))
    return kept, rows


def _over(kept: Sequence[int], columns: Sequence[int], texts: Sequence[str]) -> list[str]:
    """Return the cells of a row over the columns that are kept."""
    cells = dict(zip(columns, texts, strict=True))
    return [cells.get(column, "") for column in kept]


def _noticed(sheet: Sheet, grid: Grid, header: int) -> list[str]:
    """Return notes of what a person who opens the sheet does not see in it, or sees otherwise."""
    places = [int(row.place.rpartition("!")[2]) for row in grid.rows]
    notes = []
    if hidden := [number for number in places if number in sheet.hidden_rows]:
        notes.append(noted("hidden_rows", len(hidden), _some(sheet.name, map(str, hidden))))
    columns = [
        name
        for name, column in zip(grid.header, grid.columns, strict=True)
        if column in sheet.hidden_columns
    ]
    if columns:
        notes.append(noted("hidden_columns", len(columns), ", ".join(columns)))
    for code, cells in (("uncalculated", sheet.uncalculated), ("digits_lost", sheet.lossy)):
        below = [f"{column_letters(column)}{row}" for row, column in cells if row > header]
        if below:
            notes.append(noted(code, len(below), _some(sheet.name, below)))
    return notes


def _some(sheet: str, places: Iterable[str]) -> str:
    """Return the first places of a sheet, and whether there are more.

    >>> _some("Sheet1", ["5", "7"])
    'Sheet1!5, 7'
    """
    found = list(places)
    return f"{sheet}!" + ", ".join(found[:_SHOWN] + (["…"] if len(found) > _SHOWN else []))
