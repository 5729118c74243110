"""The sheets of workbooks that only calamine reads (.xlsb, Excel 5 and 95), as plain values. It runs apart: see `apart.py`."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

Plain = tuple[
    str, bool, list[tuple[int, tuple[int, ...], tuple[str, ...]]], list[tuple[int, int, int, int]]
]


def calamine_sheets(data: bytes, *, sheet: str = "") -> list[Plain]:
    """Return each sheet, or the one named: its name, whether it is hidden, its filled rows (number, columns, texts), what is merged.

    Numbers come without their formats: codes have lost their leading zeros.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    listed = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    return [
        _sheet(book, one.name, hidden=one.visible != SheetVisibleEnum.Visible)
        if sheet in ("", one.name)
        else (one.name, False, [], [])
        for one in listed
    ]


def _sheet(book: CalamineWorkbook, name: str, *, hidden: bool) -> Plain:
    sheet = book.get_sheet_by_name(name)
    # Rows come from the first of the sheet, columns from the first that is filled.
    left = sheet.start[1] + 1 if sheet.start else 1
    rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell) for cell in row]
        columns = tuple(index for index, text in enumerate(texts) if text)
        if columns:
            filled = tuple(texts[index] for index in columns)
            rows.append((number, tuple(index + left for index in columns), filled))
    merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return name, hidden, rows, merged


def _text(value: Any) -> str:
    """Print a cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e40 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return str(value)
