"""Columns that are kept apart by spaces, as a terminal, a mail or a PDF gives them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_GAP = re.compile(r"[ \u3000\xa0]{2,}|\t+")
_MOST, _ALL, _SOME = 0.8, 0.97, 0.3
_FEWEST, _MOST_COLUMNS = 3, 30
_SEEN = 400


def spaced(lines: Sequence[str]) -> list[list[str]] | None:
    """Return the cells of lines whose columns stand below each other or are two spaces apart; None where they are not in columns.

    Two columns or more in four lines of five. A line with other gaps is cut where the columns of the others begin.

    >>> spaced(["Stand-in A    A12", "Stand-in Beta B07", "Stand-in C    C01"])
    [['Stand-in A', 'A12'], ['Stand-in Beta', 'B07'], ['Stand-in C', 'C01']]
    """
    if len(lines) < _FEWEST:
        return None
    apart = [_GAP.split(line.strip()) for line in lines]
    counts = Counter(map(len, apart))
    usual = max(counts, key=lambda count: (counts[count], count))
    if 1 < usual <= _MOST_COLUMNS and counts[usual] >= _ALL * len(lines):
        return apart
    gapped = sum(len(cells) > 1 for cells in apart)
    starts = _starts(lines[:_SEEN])
    if gapped * 2 < len(lines) or not 1 < len(starts) <= _MOST_COLUMNS:
        return apart if 1 < usual <= _MOST_COLUMNS and counts[usual] >= _MOST * len(lines) else None
    return [_cut(line, starts) for line in lines]


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1  # fmt: skip


def _columns_of(line: str) -> list[tuple[int, str]]:
    """Return the characters of a line, each with the column of a terminal in which it stands."""
    at, found = 0, []
    for char in line.rstrip():
        found.append((at, char))
        at += _width(char)
    return found


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where columns begin: behind a place that is empty in every line, nearly."""
    filled: Counter[int] = Counter()
    for line in lines:
        for at, char in _columns_of(line):
            if not char.isspace():
                filled.update(range(at, at + _width(char)))
    few = (1 - _ALL) * len(lines)
    used = [filled[at] > few for at in range(max(filled, default=-1) + 1)]
    starts = [at for at, here in enumerate(used) if here and not (at and used[at - 1])]
    # What few lines have and the first has not is the end of a long cell before it.
    ends = [*starts[1:], len(used)]
    return [
        start
        for start, end in zip(starts, ends, strict=True)
        if _holds(lines[0], start, end)
        or sum(_holds(line, start, end) for line in lines) >= _SOME * len(lines)
    ]


def _holds(line: str, start: int, end: int) -> bool:
    return any(start <= at < end and not char.isspace() for at, char in _columns_of(line))


def _cut(line: str, starts: Sequence[int]) -> list[str]:
    """Return the cells of a line, cut before the word that stands over the beginning of a column."""
    chars = _columns_of(line)
    cells, begun = [], 0
    for start in (*starts[1:], None):
        end = len(chars) if start is None else next((n for n, (at, _) in enumerate(chars) if at >= start), len(chars))  # fmt: skip
        while start is not None and begun < end < len(chars) and not chars[end - 1][1].isspace():
            end -= 1
        cells.append("".join(char for _, char in chars[begun:end]).strip())
        begun = end
    return cells
