"""Words packed around a middle: horizontal, none on another, none cut; the same words make the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil
from operator import or_

# The grid words are laid on, in pixels: fine enough to look free, coarse enough to be quick.
_GRID = 1.5
_POWER = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """The left and top edge of a packed word."""

    left: float
    top: float


def packed(
    sizes: Sequence[tuple[float, float]], wide: float, high: float, *, rows_first: bool = False
) -> tuple[list[Spot | None], float]:
    """Return a place for each word of (width, height) in a field of a width, and the height that is used; None where there is no room.

    Words are laid in the order given, each as near to the middle as the ones before leave room for; nearness is measured so
    that a rounded rectangle fills up evenly. Rows of the field are whole numbers whose bits are the cells that are taken: a run of
    free cells is found by shifts, after the bitmap packing of game and word-cloud layouts. With `rows_first` a word goes to the end of
    a row, left and right in turn: what is narrow holds more of them so.
    """
    columns, rows = int(wide / _GRID), int(high / _GRID)
    taken = [0] * rows
    everything = (1 << columns) - 1
    spots: list[Spot | None] = []
    ratio = _ratio(sizes, columns)
    for i, (width, height) in enumerate(sizes):
        w, h = ceil(width / _GRID), ceil(height / _GRID)
        if rows_first:
            ratio, aim = 0.0, (0.0 if i % 2 else float(columns - w))
        else:
            aim = (columns - w) / 2
        field = (columns, ratio, aim)
        found = _nearest(taken, (w, h), field, everything) if w <= columns else None
        if found is None:
            spots.append(None)
            continue
        x, y = found
        for row in range(y, y + h):
            taken[row] |= ((1 << w) - 1) << x
        spots.append(Spot(x * _GRID, y * _GRID))
    used = [i for i, row in enumerate(taken) if row]
    if not used:
        return spots, 0.0
    first = used[0] * _GRID
    moved = [Spot(one.left, one.top - first) if one else None for one in spots]
    return moved, (used[-1] + 1) * _GRID - first


def _ratio(sizes: Sequence[tuple[float, float]], columns: int) -> float:
    """Return how wide a cell counts against how high, so that the words fill the width when all are laid."""
    area = sum(ceil(w / _GRID) * ceil(h / _GRID) for w, h in sizes) / 0.8
    return max(area / columns, 1) / columns


def _nearest(
    taken: Sequence[int], size: tuple[int, int], field: tuple[int, float, float], everything: int
) -> tuple[int, int] | None:
    """Return the free place nearest to the middle, None where there is none."""
    (w, h), (columns, ratio, middle_x) = size, field
    best: tuple[float, int, int] | None = None
    middle_y = (len(taken) - h) / 2
    for y in sorted(range(len(taken) - h + 1), key=lambda y: (abs(y - middle_y), y)):
        down = abs(y - middle_y) ** _POWER
        if best is not None and down >= best[0]:
            break
        starts = _runs(everything & ~_any(taken[y : y + h]), w)
        x = _closest(starts, middle_x, columns)
        if x is not None:
            far = down + (abs(x - middle_x) * ratio) ** _POWER
            if best is None or far < best[0]:
                best = (far, x, y)
    return (best[1], best[2]) if best else None


def _any(rows: Sequence[int]) -> int:
    return reduce(or_, rows)


def _runs(free: int, length: int) -> int:
    """Return the cells at which `length` free cells begin.

    >>> bin(_runs(0b1110110, 3))
    '0b10000'
    """
    done = 1
    while done < length:
        step = min(done, length - done)
        free &= free >> step
        done += step
    return free


def _closest(bits: int, middle: float, columns: int) -> int | None:
    """Return the set bit nearest to `middle`, the lower of two, None of no bits."""
    if not bits:
        return None
    at = min(max(int(middle), 0), columns)
    low = bits & ((1 << (at + 1)) - 1)
    high = bits >> (at + 1)
    below = low.bit_length() - 1 if low else None
    above = at + (high & -high).bit_length() if high else None
    if below is None or above is None:
        return above if below is None else below
    return below if middle - below <= above - middle else above
