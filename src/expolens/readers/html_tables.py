"""The tables of a page: their cells with spans filled in, their links, the heading above each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from expolens.readers.grid import Grid, Line, Row, gridded
from expolens.readers.html_text import heading_before, link_of, listed
from expolens.readers.stack import Part, attempted

LINK = "link"


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a page: its element, and the table as it was read, None where it is none."""

    element: etree._Element
    title: str
    lines: list[Line]
    part: Part | None

    @property
    def rows(self) -> int:
        """How many rows it has below its header."""
        return len(self.part.grid.rows) if self.part else 0


def tables_of(root: etree._Element, *, where: str, encoding: str) -> list[Found]:
    """Return the tables of a page that hold no other table and have more than one row, in their order."""
    found = []
    elements = [one for one in root.iter("table") if next(one.iter("tr"), None) is not None]
    for number, table in enumerate(elements, 1):
        if any(one is not table for one in table.iter("table")):
            continue
        rows = list(table.iter("tr"))
        if len(rows) < 2:
            continue
        lines: list[Line] = [
            (f"table row {index}" if len(elements) == 1 else f"table {number} row {index}", cells)
            for index, cells in enumerate(_cells(rows))
        ]
        title = heading_before(table)
        part = attempted(title, lines, where=where, encoding=encoding)
        # Tables of one column and no header lay a page out; what is in them is read as cards.
        if part is not None and not part.grid.place and len(part.grid.header) == 1:
            part = None
        if part is not None:
            part = Part(title, _linked(_filled(part.grid), lines, rows))
        found.append(Found(table, title, lines, part))
    return found


def _cells(rows: Sequence[etree._Element]) -> list[list[str]]:
    """Return the texts of rows, merged cells repeated over their columns; spans over rows too."""
    below: dict[int, tuple[int, str]] = {}
    table = []
    for row in rows:
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _take_below(cells, below)
            span = _number(cell.get("colspan"))
            down = _number(cell.get("rowspan"))
            for _ in range(span):
                if down > 1:
                    below[len(cells)] = (down - 1, listed(cell))
                cells.append(listed(cell))
        _take_below(cells, below)
        table.append(cells)
    return table


def _take_below(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    while len(cells) in below:
        left, text = below.pop(len(cells))
        if left > 1:
            below[len(cells)] = (left - 1, text)
        cells.append(text)


def _number(text: str | None) -> int:
    return min(int(text), 100) if text and text.strip().isdigit() and int(text) else 1


def _filled(grid: Grid) -> Grid:
    """Return a grid without columns that have neither a header nor anything in them: those of stars and buttons."""
    empty = {n for n, one in enumerate(grid.header) if re.fullmatch(r"column \d+", one) and not any(row.cells[n] for row in grid.rows)}  # fmt: skip
    if not empty or grid.columns:
        return grid
    kept = [n for n in range(len(grid.header)) if n not in empty]
    named = {f"column {n + 1}" for n in empty}
    notes = tuple(
        one
        for one in grid.notes
        if not (one.startswith("no_header\t") and set(one.split("\t")[1].split(", ")) <= named)
    )
    rows = tuple(Row(tuple(row.cells[n] for n in kept), row.place) for row in grid.rows)
    return replace(grid, header=tuple(grid.header[n] for n in kept), rows=rows, notes=notes)


def _linked(grid: Grid, lines: Sequence[Line], rows: Sequence[etree._Element]) -> Grid:
    """Add where the links of the rows lead, if most rows have one."""
    links = {place: link_of(row) for (place, _), row in zip(lines, rows, strict=True)}
    given = [links.get(row.place, "") for row in grid.rows]
    if sum(map(bool, given)) * 2 < len(given):
        return grid
    name = LINK
    while name in grid.header:
        name += " (2)"
    linked = tuple(
        Row((*row.cells, link), row.place) for row, link in zip(grid.rows, given, strict=True)
    )
    return Grid((*grid.header, name), linked, grid.encoding, grid.notes)


def largest(found: Sequence[Found], *, where: str, encoding: str) -> Grid | None:
    """Return the grid of the largest table there is, whatever its header, None where there is none of two columns."""
    wide = [one for one in found if max((len(cells) for _, cells in one.lines), default=0) > 1]
    best = max(wide, key=lambda one: len(one.lines), default=None)
    return gridded(best.lines, where=where, encoding=encoding) if best else None
