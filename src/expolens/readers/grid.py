"""A sheet as it was read: a header and rows of texts, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expolens.errors import SourceError


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, as many as the header has, and where a person finds it: "row 17", "Sheet1!17", "card 3"."""

    cells: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows below one header. `rows_in` counts the rows as they stand in the file, without empty ones; `notes` what was noticed, as `noted` writes it."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    notes: tuple[str, ...] = ()


def noted(code: str, *details: object) -> str:
    """Return a note as its code in `wording/` (note.code) with its details behind it, tabs between."""
    return "\t".join([code, *(" ".join(str(one).split()) for one in details)])


def gridded(
    lines: Sequence[tuple[str, Sequence[str]]],
    *,
    where: str,
    encoding: str = "",
    notes: Iterable[str] = (),
) -> Grid:
    """Make a grid of (place, cells) lines: find the header row, name its columns apart, keep every row that holds anything.

    Rows longer than the header keep their surplus in columns of their own. SourceError where there is no header or no row below it.
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
    start = _header_row([cells for _, cells in filled])
    if start:
        said.append(noted("rows_above", start))
    width = max(len(cells) for _, cells in filled[start:])
    header, renamed = _named_apart(filled[start][1], width)
    said += renamed
    rows = tuple(
        Row(tuple(cells) + ("",) * (width - len(cells)), place)
        for place, cells in filled[start + 1 :]
    )
    if not rows:
        raise SourceError(
            "there is a header and no row below it",
            where=where,
            have=f"Columns: {', '.join(header)}.",
        )
    return Grid(header, rows, encoding, tuple(said))


def _header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return which row is the header: the first that is as wide as its table, after banners and disclaimers.

    A banner fills few cells of a wide table; the header is the first row that fills at least half of the usual width
    (and two cells of a table that has more than one column).
    """
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


def _named_apart(header: Sequence[str], width: int) -> tuple[tuple[str, ...], list[str]]:
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
