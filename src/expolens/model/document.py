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
    """One table cell: what is printed, and the statistic (or cited figure) it is read from."""

    text: str
    statistic: str = ""
    cited: str = ""
    align: Literal["left", "right", "decimal", "centre"] = "left"
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A three-rule table: header cells, rows of cells, lettered notes. `population` and `N` stand in its caption."""

    id: str
    number: int
    title: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    width: Literal["column", "page"] = "page"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: `svg` holds its bytes as text, `alt` what one who cannot see it is told, `statistics` what it draws."""

    id: str
    number: int
    title: str
    alt: str
    svg: str
    statistics: tuple[str, ...]
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


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
