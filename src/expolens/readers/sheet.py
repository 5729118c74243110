"""A sheet as its file has it: filled cells at their rows and columns, and what a person who opens it sees or does not see."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from expolens.errors import SourceError
from expolens.readers.limits import LONGEST_CELL, MOST_CELLS, MOST_TEXT

Columns = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one: from the first to the last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled rows of a sheet, each with its number, the columns of its cells (counted from 1, rising) and their texts.

    `hidden` says that the sheet is; `uncalculated` are formulas without a value, `lossy` numbers that have lost digits, each as
    (row, column).
    """

    name: str
    rows: tuple[tuple[int, Columns, tuple[str, ...]], ...] = ()
    merged: tuple[Merged, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncalculated: tuple[tuple[int, int], ...] = ()
    lossy: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Filling:
    """A sheet while it is read. Columns that many rows share are kept once; SourceError when it grows beyond what a list has."""

    where: str
    rows: list[tuple[int, Columns, tuple[str, ...]]] = field(default_factory=list)
    patterns: dict[Columns, Columns] = field(default_factory=dict)
    filled: set[int] = field(default_factory=set)
    characters: int = 0
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    lossy: list[tuple[int, int]] = field(default_factory=list)

    def row(self, number: int, columns: list[int], texts: list[str]) -> None:
        """Add a row of filled cells; one in disorder is put in order, the last of a cell that stands twice holds."""
        if not columns:
            return
        pattern = self.patterns.get(tuple(columns))
        if pattern is None:
            if any(a >= b for a, b in pairwise(columns)):
                ordered = sorted(dict(zip(columns, texts, strict=True)).items())
                columns, texts = [c for c, _ in ordered], [text for _, text in ordered]
            key = tuple(columns)
            pattern = self.patterns.setdefault(key, key)
            self.filled.update(key)
        self.characters += sum(map(len, texts))
        self.rows.append((number, pattern, tuple(texts)))
        if len(self.rows) * len(self.filled) > MOST_CELLS:
            raise self._too_large(f"it has more than {MOST_CELLS:,} cells")
        if self.characters > MOST_TEXT:
            raise self._too_large("it holds more text than a list does")
        if any(len(text) > LONGEST_CELL for text in texts):
            raise self._too_large(
                f"a cell in row {number} is longer than {LONGEST_CELL:,} characters"
            )

    def _too_large(self, what: str) -> SourceError:
        return SourceError(what, where=self.where, todo="Save the sheet as .csv, and bring that.")

    def sheet(self, name: str, *, hidden: bool = False) -> Sheet:
        """Return the sheet as it was read, its rows in order; a row that stands twice is two rows."""
        return Sheet(
            name,
            tuple(sorted(self.rows, key=lambda row: row[0])),
            tuple(self.merged),
            hidden,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            tuple(self.uncalculated),
            tuple(self.lossy),
        )


def column_number(letters: str) -> int:
    """Return the number of a column by its letters, 0 where they are none.

    >>> column_number("A"), column_number("XFD"), column_number("a1")
    (1, 16384, 0)
    """
    number = 0
    for char in letters[:4]:
        if not "A" <= char <= "Z":
            return 0
        number = number * 26 + ord(char) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column by its number.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
