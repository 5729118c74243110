"""Headings between the rows of a list that say in which hall the following ones are."""

from __future__ import annotations

import re
from dataclasses import replace

from expolens.layouts.header import meaning
from expolens.readers.grid import Grid, Row, noted

_HALL = re.compile(
    r"(?:(?:hall|pavilion|halle|padiglione|pabellón|pavillon)\s*[A-Z]?\d{0,2}(?:\.\d)?[A-Z]?"
    r"|(?:第?[A-Z]?\d{1,2}(?:\.\d)?[A-Z]?|第?[一二三四五六七八九十]{1,3}|[A-Z]\d?|[东西南北中][A-Z]?\d{0,2})\s*号?\s*(?:展?馆|展?厅|展?区))"
    r"\s*(?:[(（:：].*)?",
    re.IGNORECASE | re.DOTALL,
)
_OWN = re.compile(r"[^(（:：]+")


def sectioned(grid: Grid) -> Grid:
    """Return the rows without those that are only a hall's name, which the rows below them have in a column instead.

    A row is one where a single cell is filled in a table of several columns, and it says a hall; the first row or the one below a heading must be one, and
    rows that are things must follow. A hall that a row says itself stays.
    """
    heads = {n: text for n, row in enumerate(grid.rows) if (text := _heading(row))}
    things = len(grid.rows) - len(heads)
    if not heads or len(grid.header) < 2 or things < 2 * len(heads):
        return grid
    at = next((n for n, head in enumerate(grid.header) if meaning(head) == "hall"), None)
    chinese = any(re.search(r"[\u3400-\u9fff]", text) for text in heads.values())
    column = "展馆" if chinese else "hall"
    rows: list[Row] = []
    hall = ""
    for n, row in enumerate(grid.rows):
        if n in heads:
            hall = heads[n]
        elif at is None:
            rows.append(replace(row, cells=(*row.cells, hall)))
        else:
            own = row.cells[at] or hall
            rows.append(replace(row, cells=(*row.cells[:at], own, *row.cells[at + 1 :])))
    said = noted("sections", len(heads), " | ".join(dict.fromkeys(heads.values()))[:200])
    return replace(
        grid,
        header=grid.header if at is not None else (*grid.header, column),
        rows=tuple(rows),
        notes=(*grid.notes, said),
        columns=(*grid.columns, 0) if grid.columns and at is None else grid.columns,
    )


def _heading(row: Row) -> str:
    """Return the hall that a row says and nothing else, "" for any other row."""
    text = ""
    for cell in row.cells:
        if cell and text and cell != text:
            return ""
        text = cell or text
    if not text or len(text) > 60 or not _HALL.fullmatch(text.strip()):
        return ""
    found = _OWN.match(text.strip())
    return found[0].strip() if found else ""
