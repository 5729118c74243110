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
    """Return the rows of a table: lines that continue the cells above are part of them, over pages too."""
    strips = [row for block in blocks for row in block]
    rights = _rights(strips)
    bands = _bands(pages)
    gap = None if bands else _row_gap(blocks, kinds(strips))
    rows: list[Row] = []
    for block in blocks:
        before: Strip | None = None
        for strip in block:
            first = next(cell for cell in strip if cell)
            same = _same_row(before, strip, bands, gap) if before else None
            if rows and (same if same is not None else _continues(rows[-1], strip, rights)):
                _add(rows[-1], strip)
            else:
                rows.append(Row(first, [[] for _ in strip], list(strip)))
                _add(rows[-1], strip)
            before = strip
    return [
        (f"page {row.first.page}, line {row.first.number}", [joined(texts) for texts in row.cells])
        for row in rows
    ]


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
        word = cell.words[0]
        if above.right + 0.2 * word.size + (word.right - word.left) < rights[index] - 0.5:
            return False
    return True
