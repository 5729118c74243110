"""Columns of text as one stream of lines, in the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from expolens.readers.pdf.gutters import Region, cells, crosses
from expolens.readers.pdf.page import Phrase

_LETTER = re.compile(
    r"[A-Z#]|[A-Z](?:\s*[-–/|]\s*[A-Z])+|0\s*[-–]\s*9|[A-Z]\s*\((?:cont(?:inued|\.|'d)?)\)", re.I
)

_MARGIN = 12.0
"""How wide the white between columns is at most, as far as that tells where lines are broken."""


@dataclass(frozen=True)
class TextLine:
    """One line of a column of text: its column (0 for one that runs across), how far it is indented and the white above it (None at the top of a column), and where the column ends."""

    phrase: Phrase
    column: int
    indent: float
    above: float | None
    limit: float

    @cached_property
    def text(self) -> str:
        """What it says."""
        return self.phrase.text

    @cached_property
    def style(self) -> tuple[float, bool, bool]:
        """How it is set: the size, bold or not, in capitals or not, of its first word."""
        first = self.phrase.words[0]
        letters = [char for char in self.text if char.isalpha() and char.isascii()]
        capitals = len(letters) > 4 and sum(char.isupper() for char in letters) >= 0.9 * len(
            letters
        )
        return first.size, first.bold, capitals

    @property
    def place(self) -> str:
        """Where a person finds it."""
        column = f", column {self.column}" if self.column else ""
        return f"page {self.phrase.page}{column}, line {self.phrase.number}"

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter of the alphabet that heads a part of the list."""
        return bool(_LETTER.fullmatch(self.text.strip()))

    def alike(self, other: TextLine) -> bool:
        """Tell whether another line is set as this one is; a short one has capitals where it has no small letter."""
        capitals = self.style[2] == other.style[2] or (self.style[2] and other.text.isupper())
        return self.style[:2] == other.style[:2] and capitals

    def full(self, following: TextLine) -> bool:
        """Tell whether the first word of the next line would not have gone into this one."""
        word = following.phrase.words[0]
        return self.phrase.right + 0.2 * word.size + word.right - word.left > self.limit - 1


def stream(parts: Sequence[Region]) -> list[TextLine]:
    """Return the lines of every region, column after column; a line across the columns parts what is above from what is below."""
    return [line for part in parts for line in _of_region(part)]


def _of_region(part: Region) -> Iterator[TextLine]:
    """Yield the lines of a region."""
    if not part.cuts:
        left = min((strip.left for strip in part.strips), default=0.0)
        yield from _column(list(part.strips), 0, part.width - left - _MARGIN)
        return
    above: list[Phrase] = []
    for strip in part.strips:
        if crosses(strip, part.cuts):
            yield from _beside(above, part.cuts)
            yield from _column([strip], 0, 0.0)
            above = []
        else:
            above.append(strip)
    yield from _beside(above, part.cuts)


def _beside(strips: Sequence[Phrase], cuts: Sequence[float]) -> Iterator[TextLine]:
    rows = [cells(strip, tuple(cuts)) for strip in strips]
    columns = [[cell for row in rows if (cell := row[i])] for i in range(len(cuts) + 1)]
    lefts = [min((one.left for one in column), default=0.0) for column in columns]
    ends = [cut - _MARGIN for cut in cuts]
    ends.append(lefts[-1] + min(end - left for end, left in zip(ends, lefts, strict=False)))
    for number, (column, end) in enumerate(zip(columns, ends, strict=True), 1):
        yield from _column(column, number, end)


def _column(lines: Sequence[Phrase], column: int, end: float) -> Iterator[TextLine]:
    if not lines:
        return
    left, right = min(one.left for one in lines), max(end, *(one.right for one in lines))
    before: Phrase | None = None
    for one in lines:
        above = None if before is None else one.base - before.base
        yield TextLine(one, column, one.left - left, above, right)
        before = one
