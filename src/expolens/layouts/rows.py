"""The rows of a file as its layout knows them: without what stands around the list, continuation rows with the company above."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from expolens.layouts.kind import Kind
from expolens.layouts.mapping import Mapping
from expolens.readers.grid import Grid, Row, noted
from expolens.values import FIELDS

_NAMES = ("name", "name_en", "name_short", "asked_name")


def laid_out(grid: Grid, mapping: Mapping, *, continues: bool = False) -> Grid:
    """Return the rows that are things of the list, each with the rows that continue it; what is left out or joined is a note.

    Left out is what the layout's `footers` say. A row without a name belongs to the company above where the layout says so or `continues`
    does; in a layout of events one with the same name does too. Its dates and amounts of many values stand in lines of their own, one
    a row, blank ones too, so that the first round goes with the first date; terms and names stand once each; of any other column
    the first value stays.
    """
    kind = mapping.kind
    if kind and kind.footers:
        grid = _without_footers(grid, kind)
    repeats = bool(kind and kind.repeats)
    if repeats or continues or (kind and kind.continues):
        return _joined(grid, mapping, repeats=repeats)
    return grid


def _without_footers(grid: Grid, kind: Kind) -> Grid:
    patterns = [re.compile(one) for one in kind.footers]
    kept: list[Row] = []
    left: list[str] = []
    for row in grid.rows:
        filled = {cell for cell in row.cells if cell}
        text = filled.pop() if len(filled) == 1 else ""
        if text and any(one.match(text) for one in patterns):
            left.append(text)
        else:
            kept.append(row)
    if not left or not kept:
        return grid
    note = noted("footers", len(left), " | ".join(left)[:200])
    return replace(grid, rows=tuple(kept), notes=(*grid.notes, note))


def _joined(grid: Grid, mapping: Mapping, *, repeats: bool) -> Grid:
    columns = {index: mapping.columns.get(header, "") for index, header in enumerate(grid.header)}
    named = [index for index, name in columns.items() if name in _NAMES]
    groups: list[list[Row]] = []
    of_name: dict[tuple[str, ...], list[Row]] = {}
    for row in grid.rows:
        name = tuple(row.cells[index] for index in named)
        group = groups[-1] if groups and not any(name) else of_name.get(name) if repeats else None
        if group is None:
            groups.append(group := [])
            of_name.setdefault(name, group)
        group.append(row)
    more = len(grid.rows) - len(groups)
    if not named or not more:
        return grid
    ways = [_way(columns[index]) for index in range(len(grid.header))]
    rows = tuple(_one(group, ways) for group in groups)
    return replace(grid, rows=rows, notes=(*grid.notes, noted("continued", more, len(groups))))


def _way(field: str) -> Callable[[Sequence[str]], str]:
    """Return how the values of several rows become one cell of a column."""
    if field not in FIELDS or not FIELDS[field].many:
        return lambda values: next(filter(None, values), "")
    if FIELDS[field].type in ("terms", "name"):
        return lambda values: "、".join(dict.fromkeys(filter(None, values)))
    return lambda values: "\n".join(" ".join(one.split()) for one in values) if any(values) else ""


def _one(group: Sequence[Row], ways: Sequence[Callable[[Sequence[str]], str]]) -> Row:
    """Return the rows of one company as one."""
    if len(group) == 1:
        return group[0]
    values = zip(*(row.cells for row in group), strict=True)
    cells = tuple(way(several) for way, several in zip(ways, values, strict=True))
    return Row(cells, ", ".join(row.place for row in group))
