"""What every format is written from: title, sections, sentences, tables, figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `statistic` is the id it prints, "" for plain words; `cited` the cited figure it prints."""

    text: str
    statistic: str = ""
    cited: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, of spans in order."""

    spans: tuple[Span, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; `kind` is text, note, warning, interpretation or item (of a list)."""

    sentences: tuple[Sentence, ...]
    kind: Literal["text", "note", "warning", "interpretation", "item"] = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: what is printed, and the statistic (or cited figure) it is read from.

    `notes` are the notes of its table that it calls, by their place in `Table.notes`.
    """

    text: str
    statistic: str = ""
    cited: str = ""
    align: Literal["left", "right", "decimal", "centre"] = "left"
    missing: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A three-rule table: header cells, rows of cells, notes. `population` and `N` stand in its caption.

    A note that a cell calls has a letter, in the order of the calls; one that none does is of the whole table and has no letter.
    """

    id: str
    number: int
    title: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    width: Literal["column", "page"] = "page"

    @property
    def letters(self) -> dict[int, str]:
        """Return the letter of each note that is called, in the order of the calls: header first, then row by row.

        >>> head, cell = Cell("Name", notes=(1,)), Cell("–", notes=(0,))
        >>> Table("t", 1, "", (head,), ((cell,),), ("not known", "as listed", "of all")).letters
        {1: 'a', 0: 'b'}
        """
        called = dict.fromkeys(
            note for row in (self.header, *self.rows) for cell in row for note in cell.notes
        )
        return {note: _letter(i) for i, note in enumerate(called)}


def _letter(i: int) -> str:
    """Return the letter of the note `i`: a to z, then aa to az.

    >>> _letter(0), _letter(25), _letter(27)
    ('a', 'z', 'ab')
    """
    return (chr(96 + i // 26) if i >= 26 else "") + chr(97 + i % 26)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: `svg` holds its bytes as text, `alt` what one who cannot see it is told, `statistics` what it draws.

    `column` is the same in one column of a page, "" where `svg` is that already. Without an `svg` there is nothing to draw, and
    `alt` says why.
    """

    id: str
    number: int
    title: str
    alt: str
    svg: str
    statistics: tuple[str, ...]
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    column: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks in order."""

    id: str
    title: str
    blocks: tuple[Paragraph | Table | Figure, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language. `banner` is printed at the head of every page, "" for a study of real, whole data."""

    study: str
    language: str
    title: str
    subtitle: str
    banner: str
    date: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """Statistic by place in the document: `kind` is sentence, cell, caption or figure; `place` names section, table or figure."""

    statistic: str
    kind: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A number's way back, ready to print: equation, population chain, rows, sources, appearances, decisions; all but the first as JSON.

    `statistic` is a statistic's id, "population:ID" or "cited:ID"; of a cited figure `outcome` is the code of what became of it.
    """

    statistic: str
    equation: str
    chain: str
    rows: str
    sources: str
    appearances: str
    decisions: str = "[]"
    outcome: str = ""
