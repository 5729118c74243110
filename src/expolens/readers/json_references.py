"""Numbers in a list that stand for items of another list of the same file: the booths of an exhibitor as [101, 102], and what booth 101 is called beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from expolens.readers.grid import Grid, Row, noted
from expolens.readers.json_cells import text_of

_JOIN = "、"
_NAMES = ("name", "label", "title", "number", "text")
_MOST = 200_000


def referred(grid: Grid, lists: Mapping[str, Iterable[Mapping[str, Any]]]) -> Grid:
    """Return a grid whose columns of numbers say instead what the list called like the column calls the item of each number.

    A column is one where every value, or each of the values that 、 joins, is the `id` of an item with a name; others stay as they are.
    """
    notes: list[str] = []
    rows = [row.cells for row in grid.rows]
    for name, items in lists.items():
        at = next((n for n, one in enumerate(grid.header) if one == name), -1)
        known = _known(items) if at >= 0 else {}
        if known and (column := _named([cells[at] for cells in rows], known)):
            rows = [(*cells[:at], new, *cells[at + 1 :]) for cells, new in zip(rows, column, strict=True)]  # fmt: skip
            notes.append(noted("referred", name))
    if not notes:
        return grid
    made = tuple(Row(cells, row.place, row.number, row.page) for cells, row in zip(rows, grid.rows, strict=True))  # fmt: skip
    return replace(grid, rows=made, notes=(*grid.notes, *notes))


def _known(items: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of items by their ids; nothing where two have one id, or too many are there."""
    known: dict[str, str] = {}
    for item in items:
        named = next((text for key in _NAMES if (text := text_of(item.get(key)).strip())), "")
        key = text_of(item.get("id"))
        if not key or key in known or len(known) > _MOST:
            return {}
        if named and not isinstance(item.get("id"), dict | list):
            known[key] = named
    return known


def _named(values: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Return values with names for numbers, [] where one of them is no number that is known."""
    named = []
    for value in values:
        parts = [one.strip() for one in value.split(_JOIN)] if value else []
        if any(one not in known for one in parts):
            return []
        named.append(_JOIN.join(dict.fromkeys(known[one] for one in parts)))
    return named if any(named) else []
