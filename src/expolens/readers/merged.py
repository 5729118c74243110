"""Merged cells: filled down where the sheet says that several rows share one, and headers of several storeys made one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from expolens.layouts.header import meaning
from expolens.readers.grid import Grid, Row, header_row, noted
from expolens.readers.sheet import Merged

_TALLEST = 4

Numbered = tuple[int, list[str]]
"""The number of a row, and its cells by the columns of the sheet that are filled."""


def one_header(
    rows: Sequence[Numbered], columns: Sequence[int], merged: Sequence[Merged]
) -> list[Numbered]:
    """Return the rows with a header of several storeys as one row.

    It is one where cells of the header row are merged with the row below or above: a column is called by its lowest cell, with the one
    above before it where two columns would be called alike or the lowest says nothing that is known.
    """
    if not rows:
        return []
    number = rows[header_row([cells for _, cells in rows[:200]])][0]
    tall = [
        one
        for one in merged
        if one.top <= number <= one.bottom and one.top < one.bottom < one.top + _TALLEST
    ]
    if not tall:
        return list(rows)
    first, last = min(one.top for one in tall), max(one.bottom for one in tall)
    # A header of storeys has cells that stand over several columns: a company that stands over two rows has none.
    wide = any(one.right > one.left and first <= one.top < last for one in merged)
    storeys = {row: cells for row, cells in rows if first <= row <= last}
    if not wide or len(storeys) == 1:
        return list(rows)
    around = [one for one in merged if one.top <= last and one.bottom >= first]
    names = [_storeys(storeys, column, columns, around) for column in columns]
    above = [row for row in rows if row[0] < first]
    return [*above, (last, _called(names)), *(row for row in rows if row[0] > last)]


def _storeys(
    storeys: dict[int, list[str]], column: int, columns: Sequence[int], merged: Sequence[Merged]
) -> list[str]:
    """Return what stands above a column, from the top storey to the lowest: a merged cell's words stand in its first."""
    found: list[str] = []
    for row, cells in storeys.items():
        over = next(
            (one for one in merged if one.top == row and one.left <= column <= one.right), None
        )
        left = over.left if over is not None else column
        text = cells[columns.index(left)] if left in columns else ""
        if text and text not in found:
            found.append(text)
    return found


def _called(names: Sequence[Sequence[str]]) -> list[str]:
    """Return one name for each column."""
    lowest = Counter(name[-1] for name in names if name)
    known = Counter(meaning(name[-1]) for name in names if name)
    return [
        ""
        if not name
        else name[-1]
        if len(name) == 1
        or (lowest[name[-1]] == 1 and meaning(name[-1]) and known[meaning(name[-1])] == 1)
        else " ".join(name)
        for name in names
    ]


def filled_down(grid: Grid, header: int, merged: Sequence[Merged]) -> Grid:
    """Return a grid of one sheet with every cell that is merged over several rows below the header written in each of them.

    A cell merged over several columns stays in the first. What was filled is counted in a note.
    """
    tall = [one for one in merged if one.bottom > one.top > header]
    if not tall:
        return grid
    index_of = {column: index for index, column in enumerate(grid.columns) if column}
    at = {int(row.place.rpartition("!")[2]): index for index, row in enumerate(grid.rows)}
    rows = [row.cells for row in grid.rows]
    filled = 0
    for one in tall:
        index, source = index_of.get(one.left), at.get(one.top)
        if index is None or source is None or not rows[source][index]:
            continue
        for number in range(one.top + 1, min(one.bottom, one.top + len(rows) * 2) + 1):
            below = at.get(number)
            if below is not None and not rows[below][index]:
                cells = rows[below]
                rows[below] = (*cells[:index], rows[source][index], *cells[index + 1 :])
                filled += 1
    if not filled:
        return grid
    kept = tuple(Row(cells, row.place) for cells, row in zip(rows, grid.rows, strict=True))
    return replace(
        grid,
        rows=kept,
        notes=(*grid.notes, noted("merged_down", filled, grid.place.rpartition("!")[0])),
    )
