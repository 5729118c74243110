"""A sheet as it was read: a header and rows of texts, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.footers import Above, is_hint, is_note, is_total, may_be_footer
from expolens.readers.headless import (
    NAME,
    alike_in_script,
    holds_name,
    named_by_values,
    rows_above,
)
from expolens.values.contact import masked

NAMES = ("name", "name_en", "name_short", "asked_name")
"""The fields of which one names what a row is about."""
_SEARCHED, _SEEN = 60, 200
_LOOKED_AT = 300
"""Cells of a row in which words of a header are looked for."""
WIDEST = 20_000
MOST_TOGETHER, _OF_ROW = 50_000_000, 4
"""Cells of a table, with four more for each row: a registry of a million companies in forty columns; two gigabytes at most but for long texts."""
_MOST_SURPLUS = 20_000_000
_JUDGED, _DIFFERENT = 2_000, 20_000
_SHOWN, _SAID, _STOREYS = 10, 200, 3


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, as many as the header has, and where a person finds it: "row 17", "Sheet1!17", "card 3".

    `page` is the address of the page it was fetched from. `number` is which row below the header of delimited text it is, rows of empty cells counted, as csv.DictReader counts; 0 for any other.
    """

    cells: tuple[str, ...]
    place: str
    number: int = 0
    page: str = ""


Fetched = tuple[str, str, str]
"""A page that was fetched: its address, when (ISO, UTC), the hash of what came."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows below one header. `rows_in` counts the rows as they stand in the file, without empty ones and those that `notes` say were left out; `notes` what was noticed, as `noted` writes it; `place` where the header stands; `columns` the number of each column in its sheet, counted from 1, 0 for one that is not of the sheet, and nothing where there is no sheet; `pages` the pages that were fetched for it, in their order."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()
    place: str = ""
    columns: tuple[int, ...] = ()
    pages: tuple[Fetched, ...] = ()

    @property
    def named(self) -> bool:
        """Whether a column is known to hold names."""
        return any(meaning(header) in NAMES for header in self.header)


Line = tuple[str, Sequence[str]]
"""The place of a row, and its cells."""


def noted(code: str, *details: object) -> str:
    """Return a note as its code in `wording/` (note.code) with its details behind it, tabs between; a phone or the like that a line of the file holds is withheld."""
    return "\t".join([code, *(" ".join(masked(str(one)).split()) for one in details)])


def gridded(
    lines: Iterable[Line],
    *,
    where: str,
    encoding: str = "",
    notes: Iterable[str] = (),
    counted: bool = False,
) -> Grid:
    """Make a grid of lines, which are taken one by one: find the header row, name its columns apart, keep every row that holds anything.

    Rows longer than the header keep their surplus in columns of their own. The header said again, a total that adds up and a note
    below the list are left out, and said. A list without a header has its first row for a row, and that is said; its columns are named by
    what their values look like. `counted` gives each row its number. SourceError where there is no header or no row below it, or a row is wider
    than a table.
    """
    said = list(notes)
    filled = _filled(lines, where)
    top = list(islice(filled, _SEEN))
    if not top:
        raise SourceError(
            "the file is empty", where=where, todo="Export it again, or take it out of study.toml."
        )
    start, called = _begun([(place, cells) for _, place, cells in top])
    if start:
        said.append(noted("rows_above", start))
    number, place, first = top[start]
    if called is None:
        header, again = first, first
        start += 1
    else:
        header, again, number, place = list(called), [], number - 1, ""
        said.append(noted(*_no_header(called, first)))
    below, left_out = _things(chain(top[start:], filled), again)
    width = _width(header, below, where)
    names, renamed = named_apart(header, width)
    if not below.cells:
        raise SourceError(
            "there is a header and no row below it",
            where=where,
            have=f"Columns: {', '.join(names)[:_SAID]}.",
        )
    below.widen(width)
    numbers = [one - number if counted else 0 for one in below.numbers]
    rows = tuple(map(Row, below.cells, below.places, numbers))
    return Grid(names, rows, encoding, (*said, *renamed, *left_out), place)


def _begun(top: Sequence[Line]) -> tuple[int, tuple[str, ...] | None]:
    """Return which row is the header and None, or the first row of a list without one and what its columns are called."""
    above = rows_above(top)
    cells = [row for _, row in top]
    start = above + header_row(cells[above:])
    called = named_by_values(cells[start], cells[start + 1 :])
    if called is None:
        alone = above == start > 0 and max(map(len, cells[start:])) == 1
        names = alone and alike_in_script(cells[start][0], [row[0] for row in cells[start + 1 :]])
        return start, (NAME,) if names else None
    while start > above and holds_name(cells[start - 1], called):
        start -= 1
    return start, called


def _no_header(called: Sequence[str], first: Sequence[str]) -> tuple[str, str]:
    """Return the note of a list without a header; what may be personal is not in it."""
    shown = (cell for name, cell in zip(called, first, strict=False) if name == NAME)
    code = "first_is_name" if len(called) == 1 else "first_is_row"
    return code, (next(shown, "") or "–")[:_SAID]


_Numbered = tuple[int, str, list[str]]
"""How many rows stand above a row, its place, and its cells."""


@dataclass(slots=True)
class _Below:
    """The rows below a header, as they are collected."""

    cells: list[tuple[str, ...]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def widen(self, width: int) -> None:
        """Give every row as many cells as the table has."""
        for n, cells in enumerate(self.cells):
            if len(cells) < width:
                self.cells[n] = cells + ("",) * (width - len(cells))


def _filled(lines: Iterable[Line], where: str) -> Iterator[_Numbered]:
    """Yield the rows that hold anything."""
    room = MOST_TOGETHER
    for number, (place, cells) in enumerate(lines):
        room -= len(cells) + _OF_ROW
        if room < 0:
            raise SourceError(
                f"it has more than {number:,} rows: too many to be held at once", where=where,
                todo="Filter it to the companies in question; `expolens match` reads a CSV of any length row by row.",
            )  # fmt: skip
        if len(cells) > WIDEST:
            raise SourceError(
                f"{place} has {len(cells):,} cells: this is no table of rows", where=where,
                todo="Look whether its line ends are lost; or save it as .xlsx.",
            )  # fmt: skip
        row = [*map(str.strip, cells)]
        if any(row):
            yield number, place, row


def _width(header: Sequence[str], below: _Below, where: str) -> int:
    """Return how many columns the table has; SourceError where one row would make it too large for all others."""
    width = max(map(len, below.cells), default=0)
    if (width - len(header)) * len(below.cells) > _MOST_SURPLUS:
        place = next(p for p, cells in zip(below.places, below.cells, strict=True) if len(cells) == width)  # fmt: skip
        raise SourceError(
            f"{place} has {width:,} cells, and the header {len(header):,}", where=where,
            todo="Look whether line ends are lost there, or another delimiter begins.",
        )  # fmt: skip
    return max(width, len(header))


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


@dataclass(slots=True)
class _Once:
    """Cells that come again and again, kept once: of a column whose first rows hold few different ones."""

    seen: list[list[str]] = field(default_factory=list)
    columns: list[tuple[int, dict[str, str]]] | None = None

    def of(self, cells: list[str]) -> tuple[str, ...]:
        """Return the cells of a row, those that came before as what they were."""
        if self.columns is None:
            self.seen.append(cells)
            if len(self.seen) == _JUDGED:
                self._judge()
            return tuple(cells)
        for at, known in self.columns:
            if at < len(cells):
                cell = cells[at]
                if (same := known.get(cell)) is not None:
                    cells[at] = same
                elif len(known) < _DIFFERENT:
                    known[cell] = cell
        return tuple(cells)

    def _judge(self) -> None:
        width = max(map(len, self.seen))
        columns = [[row[at] for row in self.seen if at < len(row)] for at in range(width)]
        few = [at for at, column in enumerate(columns) if len({*column}) * 2 < len(column)]
        self.columns = [(at, {cell: cell for cell in columns[at]}) for at in few]
        self.seen.clear()


def _things(lines: Iterable[_Numbered], header: list[str]) -> tuple[_Below, list[str]]:
    """Return the rows that are things of the list, and notes of those that are its header again, a total or a note."""
    kept = _Below()
    once = _Once()
    above = Above(kept.cells)
    again, other, first, second = 0, 0, list[str](), list[str]()
    for number, place, cells in lines:
        if cells == header or _says_again(cells, header):
            again += 1
        elif not kept.cells and len(second) < _STOREYS and _second_header(cells, header):
            second.append(" ".join(filter(None, cells))[:_SAID])
        elif may_be_footer(cells) and (is_note(cells) or is_total(cells, above)):
            other += 1
            if len(first) < _SHOWN:
                first.append(" ".join(filter(None, cells))[:_SAID])
        else:
            kept.cells.append(once.of(cells))
            kept.places.append(place)
            kept.numbers.append(number)
    notes = [noted("header_again", again)] if again else []
    if second:
        notes.append(noted("second_header", len(second), " | ".join(second)[:_SAID]))
    if other:
        notes.append(noted("footers", other, " | ".join(first)[:_SAID]))
    return kept, notes


def _says_again(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Tell whether a row is the header again, of which a banner stood in a cell the first time."""
    # Its last cell says so already of nearly every row.
    last = min(len(cells), len(header)) - 1
    while last > 0 and not cells[last]:
        last -= 1
    if last < 1 or cells[last] != header[last]:
        return False
    pairs = [(head, cell) for head, cell in zip(header, cells, strict=False) if cell]
    return (
        len(pairs) > 1
        and sum(head == cell for head, cell in pairs) * 2 > len(pairs)
        and all(head.endswith(cell) for head, cell in pairs)
    )


def _second_header(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Tell whether a row right below the header is one more: the same words in another language, or how to fill it in."""
    if is_hint(cells):
        return bool(header)
    pairs = [
        (meaning(above), meaning(cell))
        for above, cell in zip(header, cells, strict=False)
        if above and cell and cell != above
    ]
    same = sum(one == other != "" for one, other in pairs)
    return (
        same > 1
        and same * 2 > len(pairs) - 1
        and not any("" != one != other != "" for one, other in pairs)
    )


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return which row is the header: the one with the most known words if half of its words are, else the first as wide as its table.

    A banner or a row of data has a known word among others at most. Without known words it is the first row that fills at least half of the usual width (and two cells of a table that has more than one column).
    """
    known = [
        (sum(1 for cell in row if cell and meaning(cell)), sum(1 for cell in row if cell))
        for row in (row[:_LOOKED_AT] for row in rows[:_SEARCHED])
    ]
    telling = [
        count if count * 2 > filled or (count > 1 and count * 2 == filled) else 0
        for count, filled in known
    ]
    if best := max(telling):
        return telling.index(best)
    fills = [sum(1 for cell in row if cell) for row in rows[:_SEEN]]
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
    names: dict[str, None] = {}
    notes: list[str] = []
    unnamed: list[str] = []
    last: dict[str, int] = {}
    for index in range(width):
        name = " ".join(header[index].split()) if index < len(header) else ""
        if not name:
            name = f"column {index + 1}"
            unnamed.append(name)
        wanted, times = name, last.get(name, 0) + 1
        while name in names:
            times += 1
            name = f"{wanted} ({times})"
        if name != wanted:
            last[wanted] = times - 1
            notes.append(noted("same_header", wanted, name))
        names[name] = None
    more = [", ".join(unnamed[_SHOWN - 1 :])[:_SAID]] if len(unnamed) > _SHOWN else unnamed[_SHOWN - 1 :]  # fmt: skip
    notes += [noted("no_header", one) for one in (*unnamed[: _SHOWN - 1], *more)]
    return tuple(names), notes
