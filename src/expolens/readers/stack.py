"""Several tables of one file: those with the same header are one list, the others are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from expolens.errors import SourceError
from expolens.layouts.header import header_key, meaning
from expolens.readers.grid import Grid, Line, Row, gridded, noted
from expolens.values.plain import plain

_HALL = re.compile(r"馆|厅|展区|\bhalls?\b|\bpavilion\b|^[a-z]?\d{1,2}(?:\.\d)?[a-z]?$")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file: what it is called there, its grid, and whether a person who opens the file does not see it."""

    label: str
    grid: Grid
    hidden: bool = False


def label_column(labels: Iterable[str], *, other: str) -> str:
    """Return the header of the column that says which table a row is from: the hall where they are called like halls, else `other`.

    >>> label_column(["1号馆", "2号馆"], other="sheet"), label_column(["Hall 1"], other="sheet"), label_column(["Sheet1"], other="sheet")
    ('展馆', 'hall', 'sheet')
    """
    named = [plain(label) for label in labels if label]
    if named and all(_HALL.search(label) for label in named):
        return "展馆" if any(re.search(r"[\u3400-\u9fff]", label) for label in named) else "hall"
    return other


def attempted(label: str, lines: Sequence[Line], *, where: str, encoding: str = "") -> Part | None:
    """Return a table as a part, or None where no grid can be made of its lines."""
    try:
        return Part(label, gridded(lines, where=where, encoding=encoding))
    except SourceError:
        return None


def stacked(parts: Sequence[Part], *, other: str, empty: Sequence[str] = ()) -> Grid:
    """Return the rows of the chief table and of those with the same columns, in their order, with a column that says which.

    The chief is the table with a name column and the most filled cells, a hidden one only where no other has names. A hidden one beside it is read only
    where all are called like halls: else it is an older state of the list. Tables with other columns are not read; all these are named in notes with
    their numbers of rows, as are `empty` ones that no grid could be made of. One table stays as it is.
    """
    chief = max(parts, key=lambda part: _weight(part, parts))
    same = [part for part in parts if _columns(part.grid) == _columns(chief.grid)]
    halls = label_column([part.label for part in same], other="") != ""
    alike = [part for part in same if halls or chief.hidden or not part.hidden]
    rest, unseen = (
        [_said(part) for part in some]
        for some in (
            [part for part in parts if part not in same],
            [part for part in same if part not in alike],
        )
    )
    notes = list(dict.fromkeys(note for part in alike for note in part.grid.notes))
    if unseen:
        notes.append(noted("hidden_left", ", ".join(unseen)))
    if rest or empty:
        notes.append(noted("other_tables", ", ".join([*rest, *empty])))
    if len(alike) == 1:
        return replace(chief.grid, notes=tuple(notes))
    labels = [part.label for part in alike]
    notes.insert(0, noted("stacked", len(alike), ", ".join(map(_said, alike))))
    header = chief.grid.header
    rows = [row for part in alike for row in _aligned(part, header)]
    # Columns have one place only where every table has them there.
    alone = all((p.grid.header, p.grid.columns) == (header, chief.grid.columns) for p in alike)
    places = chief.grid.columns if alone else ()
    if not any(labels):
        return Grid(header, tuple(rows), chief.grid.encoding, notes=tuple(notes), columns=places)
    column = label_column(labels, other=other)
    if any(meaning(one) == meaning(column) != "" for one in header):
        column = other
    while column in header:
        column += " (2)"
    labelled_rows = tuple(
        Row((*row.cells, part.label), row.place) for part in alike for row in _aligned(part, header)
    )
    return Grid(
        (*header, column),
        labelled_rows,
        chief.grid.encoding,
        notes=tuple(notes),
        columns=(*places, 0) if places else (),
    )


def _said(part: Part) -> str:
    return f"{part.label or '–'} ({len(part.grid.rows):,})"


def _weight(part: Part, parts: Sequence[Part]) -> tuple[bool, bool, int, int]:
    return part.grid.named, not part.hidden, _filled(part.grid), -parts.index(part)


def _filled(grid: Grid) -> int:
    return sum(1 for row in grid.rows for cell in row.cells if cell)


def _columns(grid: Grid) -> tuple[str, ...]:
    """Return the columns of a table as they are compared: by their names, in any order, without empty ones."""
    return tuple(sorted(header_key(one) for one in _meant(grid)))


def _meant(grid: Grid) -> list[str]:
    """Return the headers that are the file's own, or hold anything."""
    return [
        one
        for index, one in enumerate(grid.header)
        if not one.startswith("column ") or any(row.cells[index] for row in grid.rows)
    ]


def _aligned(part: Part, header: Sequence[str]) -> Iterable[Row]:
    """Yield the rows of a table in the order of another's columns."""
    where = {header_key(one): index for index, one in enumerate(part.grid.header)}
    if part.grid.header == tuple(header):
        yield from part.grid.rows
        return
    for row in part.grid.rows:
        places = (where.get(header_key(one)) for one in header)
        yield Row(tuple("" if at is None else row.cells[at] for at in places), row.place)
