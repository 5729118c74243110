"""Tables: lines of aligned cells to rows, with cells that wrap and rows that go on over a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from expolens.readers.grid import Line
from expolens.readers.pdf.gutters import Region, cells
from expolens.readers.pdf.page import Page, Phrase, joined
from expolens.readers.pdf.values import is_country_code, kind_of

_SHARE = 0.6
_LOOKED_AT = 3_000


@dataclass(slots=True)
class Row:
    """A row of a table while lines are added to it: the lines of each cell, and the first line it stands on."""

    first: Phrase
    cells: list[list[str]]
    last: list[Phrase | None]
    filled: set[int] = field(default_factory=set)


Strip = list[Phrase | None]
"""The cells of one line of a table."""


def kinds(rows: Sequence[Strip]) -> list[str]:
    """Return what most cells of each column are: as `kind_of` says, or text."""
    width = max(map(len, rows), default=0)
    found = []
    for index in range(width):
        said = [kind_of(cell.text) for row in rows[:_LOOKED_AT] if (cell := row[index])]
        codes = [is_country_code(cell.text) for row in rows[:_LOOKED_AT] if (cell := row[index])]
        if sum(codes) >= 0.9 * max(1, len(codes)):
            said = ["country"]
        best = max(set(said), key=lambda kind: (said.count(kind), kind), default="text")
        found.append(best if said.count(best) >= _SHARE * len(said) else "text")
    return found


def panels(parts: Sequence[Region], period: int) -> Iterator[list[Strip]]:
    """Yield the lines of each panel of a table that stands beside itself, in reading order."""
    for part in parts:
        rows = [cells(strip, part.cuts) for strip in part.strips]
        width = len(part.cuts) + 1
        for begin in range(0, width, period or width):
            block = [row[begin : begin + (period or width)] for row in rows]
            yield [row for row in block if any(row)]


def table_lines(blocks: Sequence[list[Strip]], pages: Sequence[Page]) -> list[Line]:
    """Return the rows of a table: lines that continue a cell are part of its row, over pages too.

    Where neither ruled lines nor white tell, cells may stand at the top, the bottom or the middle of their rows: the reading by
    which the fewest rows lack what most have is taken.
    """
    strips = [row for block in blocks for row in block]
    rights = _rights(strips)
    bands = _bands(pages)
    known = kinds(strips)
    gap = None if bands else _row_gap(blocks, known)
    if bands or gap is not None:
        rows = _downwards(blocks, rights, bands, gap)
    else:
        ways = (
            _downwards(blocks, rights, {}, None),
            _upwards(blocks, rights),
            _nearest(blocks, known),
        )
        often = frozenset().union(*(_often(way) for way in ways))
        rows = min(ways, key=lambda way: sum(not often <= row.filled for row in way))
    return [
        (f"page {row.first.page}, line {row.first.number}", [joined(texts) for texts in row.cells])
        for row in rows
    ]


def _row(strip: Strip) -> Row:
    row = Row(next(cell for cell in strip if cell), [[] for _ in strip], list(strip))
    _add(row, strip)
    return row


def _downwards(
    blocks: Sequence[list[Strip]],
    rights: Sequence[float],
    bands: dict[int, list[float]],
    gap: float | None,
) -> list[Row]:
    """Return the rows whose cells begin together, at the top."""
    rows: list[Row] = []
    for block in blocks:
        before: Strip | None = None
        for strip in block:
            same = _same_row(before, strip, bands, gap) if before else None
            if rows and (same if same is not None else _continues(rows[-1], strip, rights)):
                _add(rows[-1], strip)
            else:
                rows.append(_row(strip))
            before = strip
    return rows


def _upwards(blocks: Sequence[list[Strip]], rights: Sequence[float]) -> list[Row]:
    """Return the rows whose cells end together, at the bottom, as spreadsheets set them unless told otherwise."""
    groups: list[list[Strip]] = []
    for strip in (strip for block in reversed(blocks) for strip in reversed(block)):
        row = groups[-1] if groups else None
        filled = {i for lines in (row or []) for i, cell in enumerate(lines) if cell}
        if (
            row
            and {i for i, cell in enumerate(strip) if cell} < filled
            and _leads(strip, row[-1], rights)
        ):
            row.append(strip)
        else:
            groups.append([strip])
    rows = []
    for group in reversed(groups):
        row_ = _row(group[-1])
        for strip in reversed(group[:-1]):
            _add(row_, strip)
        rows.append(row_)
    return rows


def _leads(strip: Strip, below: Strip, rights: Sequence[float]) -> bool:
    """Tell whether every cell of a line was full and goes on in the line below."""
    return all(
        (under := below[index]) is not None and _full(cell, under, rights[index])
        for index, cell in enumerate(strip)
        if cell
    )


def _nearest(blocks: Sequence[list[Strip]], known: Sequence[str]) -> list[Row]:
    """Return the rows whose cells stand in the middle: lines without a stand or the like, and with few cells, are of the nearest line that has them."""
    coded = [i for i, kind in enumerate(known) if kind not in ("text", "website", "email")]
    rows: list[Row] = []
    for block in blocks:
        most = max(sum(map(bool, strip)) for strip in block) if block else 0
        bases = [next(cell for cell in strip if cell).base for strip in block]
        chief = [
            n
            for n, strip in enumerate(block)
            if any(strip[i] for i in coded) or sum(map(bool, strip)) > 0.6 * most
        ]
        groups: dict[int, list[Strip]] = {}
        for number, strip in enumerate(block):
            at = min(chief, key=lambda n: (abs(bases[n] - bases[number]), n))
            groups.setdefault(at, []).append(strip)
        for group in groups.values():
            row = _row(group[0])
            for strip in group[1:]:
                _add(row, strip)
            rows.append(row)
    return rows


def _often(rows: Sequence[Row]) -> frozenset[int]:
    """Return the columns that nine in ten rows of more than one cell have."""
    whole = [row.filled for row in rows if len(row.filled) > 1]
    width = max((len(row.cells) for row in rows), default=0)
    return frozenset(
        index
        for index in range(width)
        if sum(1 for filled in whole if index in filled) >= 0.9 * max(1, len(whole))
    )


def _add(row: Row, strip: Strip) -> None:
    for index, cell in enumerate(strip):
        row.last[index] = cell
        if cell:
            row.cells[index].append(cell.text)
            row.filled.add(index)


def _rights(strips: Sequence[Strip]) -> list[float]:
    """Return how far each column reaches to the right."""
    width = max(map(len, strips), default=0)
    return [
        max((cell.right for row in strips if (cell := row[i])), default=0.0) for i in range(width)
    ]


def _bands(pages: Sequence[Page]) -> dict[int, list[float]]:
    """Return the heights of the lines ruled below rows, by page; nothing where rows are not ruled."""
    found: dict[int, list[float]] = {}
    strips = sum(len(page.strips) for page in pages)
    for page in pages:
        if not page.strips:
            continue
        wide = max(strip.right for strip in page.strips) - min(strip.left for strip in page.strips)
        runs: dict[int, float] = {}
        for left, upper, right, lower in page.rules:
            if lower - upper < 3:
                at = next((y for y in runs if abs(y - upper) <= 2), round(upper))
                runs[at] = runs.get(at, 0.0) + right - left
        found[page.number] = sorted(float(y) for y, run in runs.items() if run > 0.6 * wide)
    rules = sum(map(len, found.values()))
    return found if rules >= max(4, 0.12 * strips) and rules > 2 * len(found) else {}


def _same_row(
    before: Strip, strip: Strip, bands: dict[int, list[float]], gap: float | None
) -> bool | None:
    """Tell whether two lines of a page are of one row, by what is ruled or by the white between them; None where neither tells."""
    one, other = (next(cell for cell in cells_ if cell) for cells_ in (before, strip))
    if bands:
        lines = bands.get(one.page, [])
        return not any(one.base < line < other.base for line in lines)
    return None if gap is None else other.base - one.base <= gap


def _row_gap(blocks: Sequence[list[Strip]], known: Sequence[str]) -> float | None:
    """Return the distance up to which lines are of one row, where rows stand further apart than their lines."""
    gaps: list[tuple[float, bool]] = []
    for block in blocks:
        for one, other in itertools.pairwise(block):
            a, b = (next(cell for cell in cells_ if cell) for cells_ in (one, other))
            if a.page == b.page:
                gaps.append((b.base - a.base, _begins(one, other, known)))
    if len(gaps) < 3:
        return None
    low = sorted(gap for gap, _ in gaps)[len(gaps) // 20]
    near = [begins for gap, begins in gaps if gap <= 1.2 * low]
    far = [gap for gap, _ in gaps if gap > 1.2 * low]
    if len(far) < 0.1 * len(gaps) or sum(near) > 0.3 * len(near):
        return None
    return (1.2 * low + min(far)) / 2 if min(far) > 1.2 * low else None


def _begins(before: Strip, strip: Strip, known: Sequence[str]) -> bool:
    """Tell whether a line looks like the first of a row: with its first cell and as many cells as the one above."""
    coded = [i for i, kind in enumerate(known) if kind != "text"]
    if coded and any(strip[i] for i in coded):
        return True
    return bool(strip[0]) and sum(map(bool, strip)) >= sum(map(bool, before)) > 1


def _continues(row: Row, strip: Strip, rights: Sequence[float]) -> bool:
    """Tell whether a line continues the row above: each of its cells follows one that was full, and a cell of the row is blank in it."""
    filled = [index for index, cell in enumerate(strip) if cell]
    if set(filled) >= row.filled:
        return False
    for index in filled:
        above, cell = row.last[index], strip[index]
        if above is None or cell is None:
            return False
        if not _full(above, cell, rights[index]):
            return False
    return True


def _full(cell: Phrase, following: Phrase, right: float) -> bool:
    """Tell whether the first word of a next line would not have gone into a cell that reaches to `right`."""
    word = following.words[0]
    return cell.right + 0.2 * word.size + (word.right - word.left) >= right - 0.5
