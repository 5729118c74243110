"""A list printed in two or three blocks beside each other: read as one, block after block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from expolens.layouts.header import header_key, meaning
from expolens.readers.grid import NAMES, Grid, Row, noted

_AGAIN = re.compile(r"(.+) \(\d+\)")
_MOST = 6


def abreast(grid: Grid) -> Grid:
    """Return the blocks of a list below each other where the whole header comes again beside itself, a column of names in it; else the grid as it is.

    Columns without a header between the blocks are left out where nothing stands in them. Blocks keep the places of their rows.
    """
    blocks = _blocks(grid)
    if not blocks:
        return grid
    first = blocks[0]
    rows = [
        Row(cells, row.place, row.number, row.page)
        for block in blocks
        for row in grid.rows
        if any(cells := tuple(row.cells[at] for at in block))
    ]
    notes = [one for one in grid.notes if not _of_columns(one)]
    return replace(
        grid,
        header=tuple(grid.header[at] for at in first),
        rows=tuple(rows),
        notes=(*notes, noted("abreast", len(blocks), len(rows))),
        columns=(),
    )


def _of_columns(note: str) -> bool:
    return note.startswith(("same_header\t", "no_header\t"))


def _blocks(grid: Grid) -> list[list[int]]:
    """Return the columns of each block, [] where there are none."""
    named = [
        at
        for at, head in enumerate(grid.header)
        if not head.startswith("column ") or any(row.cells[at] for row in grid.rows)
    ]
    heads = [_own(grid.header[at], grid.header) for at in named]
    for times in range(_MOST, 1, -1):
        size, over = divmod(len(heads), times)
        if over or size < 2 or heads != heads[:size] * times:
            continue
        if len({*heads[:size]}) == size and any(meaning(head) in NAMES for head in heads[:size]):
            return [named[at : at + size] for at in range(0, len(named), size)]
    return []


def _own(head: str, header: Sequence[str]) -> str:
    """Return the key of a header as it stands in the file, without the number that tells it from one before it."""
    found = _AGAIN.fullmatch(head)
    return header_key(found[1] if found and found[1] in header else head)
