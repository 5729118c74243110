"""Excel workbooks, .xlsx and its kin, by calamine."""

from __future__ import annotations

import datetime as dt
import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from expolens.errors import SourceError, suggestion
from expolens.readers.grid import Grid, Line, gridded
from expolens.readers.stack import attempted, stacked

Value = str | int | float | bool | dt.date | dt.time | dt.timedelta | None


def xlsx_grid(data: bytes, *, where: str, sheet: str = "") -> Grid:
    """Read one sheet: the one named; or the one that lists names, with every other of the same columns (a hall a sheet).

    The others are named in a note. Merged cells hold their value once, as in the file. Codes stay text, whole numbers have no
    ".0", dates are ISO dates, formulas are their values. SourceError for a workbook that is damaged, encrypted or has no such sheet.
    """
    sheets = _sheets(data, where=where, sheet=sheet)
    filled = {
        name: lines for name, lines in sheets.items() if any(any(cells) for _, cells in lines)
    }
    if len(filled) <= 1:
        name = next(iter(filled or sheets))
        return gridded(sheets[name], where=f"{where}, sheet '{name}'")
    tried = [
        (name, attempted(name, lines, where=f"{where}, sheet '{name}'"))
        for name, lines in filled.items()
    ]
    parts = [part for _, part in tried if part is not None]
    if not parts:
        name = max(
            filled, key=lambda one: sum(1 for _, cells in filled[one] for cell in cells if cell)
        )
        return gridded(filled[name], where=f"{where}, sheet '{name}'")
    return stacked(parts, other="sheet", empty=[name for name, part in tried if part is None])


def _sheets(data: bytes, *, where: str, sheet: str) -> dict[str, list[Line]]:
    """Return the lines of the sheet that is named, or of all."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise SourceError(f"no sheet '{sheet}'", where=where, todo=suggestion(sheet, names))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in ([sheet] if sheet else names)
        }
    except PasswordError as error:
        raise SourceError(
            "the workbook is encrypted", where=where, todo="Save it without a password."
        ) from error
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise SourceError(
            "the workbook cannot be opened: it is damaged or cut short",
            where=where,
            todo="Export it again, or save it anew in Excel.",
        ) from error
    if not sheets:
        raise SourceError("the workbook has no sheet", where=where)
    return {
        name: [
            (f"{name}!{number}", [_text(cell) for cell in row])
            for number, row in enumerate(rows, 1)
        ]
        for name, rows in sheets.items()
    }


def _text(value: Value) -> str:
    """Print a cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)
