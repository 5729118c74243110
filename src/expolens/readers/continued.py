"""Rows that go on with the company above: a further round of financing on a row whose name is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from expolens.readers.grid import Grid, Row, noted


def continued(grid: Grid, names: Sequence[str]) -> Grid:
    """Give the rows whose cells of names are all empty those of the row above, for a list that is known to be written so.

    `names` are the headers of the columns of names; those that are not there are passed over. Every other cell of a row stays its own, rows in are rows out, and a
    row before the first name stays without one. A note says how many rows were given a name, another how many have none.
    """
    columns = [grid.header.index(one) for one in names if one in grid.header]
    if not columns:
        return grid
    rows: list[Row] = []
    above: Row | None = None
    given = nameless = 0
    for row in grid.rows:
        if any(row.cells[n] for n in columns):
            above = row
        elif above is None:
            nameless += 1
        else:
            given += 1
            taken = above.cells
            cells = tuple(taken[n] if n in columns else cell for n, cell in enumerate(row.cells))
            row = replace(row, cells=cells)
        rows.append(row)
    notes = [noted("continued", given)] if given else []
    notes += [noted("continued_none", nameless)] if nameless else []
    return replace(grid, rows=tuple(rows), notes=(*grid.notes, *notes))
