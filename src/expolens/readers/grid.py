"""A sheet as it was read: a header and rows of texts, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.footers import is_note, is_total

NAMES = ("name", "name_en", "name_short", "asked_name")
"""The fields of which one names what a row is about."""
_SEARCHED = 60


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, as many as the header has, and where a person finds it: "row 17", "Sheet1!17", "card 3"."""

    cells: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows below one header. `rows_in` counts the rows as they stand in the file, without empty ones and those that `notes` say were left out; `notes` what was noticed, as `noted` writes it; `place` where the header stands."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""

    @property
    def named(self) -> bool:
        """Whether a column is known to hold names."""
        return any(meaning(header) in NAMES for header in self.header)


Line = tuple[str, Sequence[str]]
"""The place of a row, and its cells."""


def noted(code: str, *details: object) -> str:
    """Return a note as its code in `wording/` (note.code) with its details behind it, tabs between."""
    return "\t".join([code, *(" ".join(str(one).split()) for one in details)])


def gridded(
    lines: Sequence[Line], *, where: str, encoding: str = "", notes: Iterable[str] = ()
) -> Grid:
    """Make a grid of lines: find the header row, name its columns apart, keep every row that holds anything.

    Rows longer than the header keep their surplus in columns of their own. The header said again, a total that adds up and a note
    below the list are left out, and said. SourceError where there is no header or no row below it.
    """
    said = list(notes)
    filled = [
        (place, [cell.strip() for cell in cells])
        for place, cells in lines
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise SourceError(
            "the file is empty", where=where, todo="Export it again, or take it out of study.toml."
        )
    start = header_row([cells for _, cells in filled])
    if start:
        said.append(noted("rows_above", start))
    width = max(len(cells) for _, cells in filled[start:])
    header, renamed = named_apart(filled[start][1], width)
    said += renamed
    below, left_out = _things(filled[start + 1 :], filled[start][1])
    said += left_out
    rows = tuple(Row(tuple(cells) + ("",) * (width - len(cells)), place) for place, cells in below)
    if not rows:
        raise SourceError(
            "there is a header and no row below it",
            where=where,
            have=f"Columns: {', '.join(header)}.",
        )
    return Grid(header, rows, encoding, tuple(said), filled[start][0])


def labelled(
    header: Sequence[str],
    lines: Sequence[Line],
    *,
    where: str,
    encoding: str = "",
    notes: Iterable[str] = (),
) -> Grid:
    """Make a grid whose header is known; rows without anything in them are left out, and said."""
    names, renamed = named_apart(header, len(header))
    rows = tuple(Row(tuple(cell.strip() for cell in cells), place) for place, cells in lines)
    kept = tuple(row for row in rows if any(row.cells))
    said = [*notes, *renamed]
    if len(kept) < len(rows):
        said.append(noted("empty_objects", len(rows) - len(kept)))
    if not kept:
        raise SourceError("there is nothing in its rows", where=where)
    return Grid(names, kept, encoding, tuple(said))


def _things(
    lines: Sequence[tuple[str, list[str]]], header: Sequence[str]
) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return the rows that are things of the list, and notes of those that are its header again, a total or a note."""
    kept: list[tuple[str, list[str]]] = []
    above: list[list[str]] = []
    again, other = 0, list[str]()
    for place, cells in lines:
        if cells == list(header):
            again += 1
        elif is_note(cells) or is_total(cells, above):
            other.append(" ".join(filter(None, cells)))
        else:
            kept.append((place, cells))
            above.append(cells)
    notes = [noted("header_again", again)] if again else []
    if other:
        notes.append(noted("footers", len(other), " | ".join(other)[:200]))
    return kept, notes


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return which row is the header: the one with the most known words if half of its words are, else the first as wide as its table.

    A banner or a row of data has a known word among others at most. Without known words it is the first row that fills at least half of the usual width (and two cells of a table that has more than one column).
    """
    known = [
        (sum(1 for cell in row if cell and meaning(cell)), sum(1 for cell in row if cell))
        for row in rows[:_SEARCHED]
    ]
    telling = [
        count if count * 2 > filled or (count > 1 and count * 2 == filled) else 0
        for count, filled in known
    ]
    if best := max(telling):
        return telling.index(best)
    fills = [sum(1 for cell in row if cell) for row in rows[:200]]
    usual = sorted(fills)[len(fills) // 2] if len(fills) > 2 else max(fills)
    need = 1 if usual <= 1 else max(2, (usual + 1) // 2)
    for index, (row, fill) in enumerate(zip(rows[:15], fills, strict=False)):
        texts = [cell for cell in row if cell]
        if (
            fill >= need
            and len(set(texts)) > fill / 2
            and not all(_numeric(cell) for cell in texts)
        ):
            return index
    return 0


def _numeric(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).replace("-", "").isdigit()


def named_apart(header: Sequence[str], width: int) -> tuple[tuple[str, ...], list[str]]:
    """Name columns: a second "展位号" is "展位号 (2)", one without a name "column 4"."""
    names: list[str] = []
    notes: list[str] = []
    for index in range(width):
        name = " ".join(header[index].split()) if index < len(header) else ""
        if not name:
            name = f"column {index + 1}"
            notes.append(noted("no_header", name))
        wanted, times = name, 1
        while name in names:
            times += 1
            name = f"{wanted} ({times})"
        if times > 1:
            notes.append(noted("same_header", wanted, name))
        names.append(name)
    return tuple(names), notes
