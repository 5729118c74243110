"""Blocks of a document as markup: paragraphs, tables, figures, with their numbers as links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from expolens.model.document import Cell, Document, Figure, Paragraph, Span, Table
from expolens.model.text import Language
from expolens.wording import word

Block = Paragraph | Table | Figure
Row = list[tuple[str, Markup]]
"""The cells of a printed row with their classes."""
POINTERS = ("figure:", "table:")
"""What a span begins with whose "statistic" is a place in the document."""
_SHORT, _LONG = 12, 30
# So many rows of a table stay together at its head, and at its foot with the notes.
_FIRST, _LAST = 2, 3
_DATE = re.compile(r"(\b\d{4}-\d{2}(?:-\d{2})?\b)")


@dataclass(frozen=True, slots=True)
class Links:
    """Where ids lead to in one language: those in `known` have an explanation; `labels` say what their number is, and its text."""

    language: Language
    known: frozenset[str]
    labels: Mapping[str, tuple[str, str]]

    def anchor(self, id_: str) -> str:
        """Return the anchor of an explanation."""
        return f"explain-{self.language}-{id_}"

    def place(self, kind: str, name: str) -> str:
        """Return the anchor of a table or figure."""
        return f"{kind}-{name}-{self.language}"

    def linked(self, text: str, id_: str) -> Markup:
        """Return a text as a link to its explanation, or plain where there is none."""
        if id_.startswith(POINTERS):
            return Markup('<a href="#{}">{}</a>').format(self.place(*id_.split(":", 1)), text)
        if id_ not in self.known:
            return shown(text)
        return Markup('<a class="n" href="#{}">{}</a>').format(self.anchor(id_), text)


def shown(text: str) -> Markup:
    """Return a text, escaped, in which no date is broken over two lines."""
    parts = _DATE.split(text)
    return Markup().join(
        Markup('<span class="d">{}</span>').format(part) if i % 2 else escape(part)
        for i, part in enumerate(parts)
    )


def printed_ids(document: Document) -> Iterator[str]:
    """Yield the ids that a document prints, in order, once for each place."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from (_id(span) for one in block.sentences for span in one.spans)
            elif isinstance(block, Table):
                yield from (_id(cell) for row in block.rows for cell in row)
            else:
                yield from block.statistics


def _id(one: Span | Cell) -> str:
    return one.statistic or (f"cited:{one.cited}" if one.cited else "")


def blocks(found: Sequence[Block], links: Links) -> list[dict[str, Any]]:
    """Return blocks as the template prints them; items that follow each other are one list."""
    printed: list[dict[str, Any]] = []
    for is_item, group in groupby(found, lambda b: isinstance(b, Paragraph) and b.kind == "item"):
        if is_item:
            items = [_words(one, links) for one in group if isinstance(one, Paragraph)]
            printed.append({"type": "list", "items": items})
        else:
            printed += [_block(one, links) for one in group]
    return printed


def _block(block: Block, links: Links) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "kind": block.kind, "content": _words(block, links)}
    kind = "table" if isinstance(block, Table) else "figure"
    gap = "" if links.language == "zh" else " "
    place = {
        "type": kind,
        "label": f"{word(f'label.{kind}', links.language)}{gap}{block.number}",
        "id": links.place(kind, block.id),
        "title": block.title,
    }
    if isinstance(block, Table):
        return place | _table(block, links)
    return place | {
        "notes": block.notes,
        "pictures": _pictures(block),
        "numbers": _numbers(block, links),
    }


def _pictures(figure: Figure) -> list[tuple[str, Markup]]:
    """Return the layouts of a figure with their class: which of them is seen, the width of the window decides."""
    page = Markup(figure.svg)  # noqa: S704 - drawn by us, every text in it escaped
    if not figure.column:
        return [("column only", page)]
    return [("wide", page), ("column", Markup(figure.column))]  # noqa: S704 - as above


def _table(table: Table, links: Links) -> dict[str, Any]:
    """Return header and groups of rows with their classes, and the notes: of the whole table first, then those with a letter."""
    pads, long, letters = _pads(table), _long(table), table.letters
    rows = [
        [
            (
                _classes(cell, long=i in long),
                _cell(cell, pads.get(i, 0), links) + _calls(cell, letters),
            )
            for i, cell in enumerate(row)
        ]
        for row in table.rows
    ]
    general = [("", note) for i, note in enumerate(table.notes) if i not in letters]
    return {
        "width": table.width,
        "header": [
            (_classes(cell, long=i in long), shown(cell.text) + _calls(cell, letters))
            for i, cell in enumerate(table.header)
        ],
        "columns": max(map(len, (table.header, *table.rows)), default=1),
        "groups": _groups(rows),
        "notes": [*general, *((letter, table.notes[i]) for i, letter in letters.items())],
    }


def _groups(rows: list[Row]) -> list[tuple[bool, list[Row]]]:
    """Return rows in groups, with whether a page may break inside one: not between the first, nor between the last and the notes."""
    if len(rows) <= _FIRST + _LAST:
        return [(True, rows)]
    groups = [(True, rows[:_FIRST]), (False, rows[_FIRST:-_LAST]), (True, rows[-_LAST:])]
    return [(keep, group) for keep, group in groups if group]


def _calls(cell: Cell, letters: Mapping[int, str]) -> Markup:
    """Return the letters of the notes a cell calls, raised."""
    called = ",".join(letters[i] for i in cell.notes)
    return Markup('<sup class="call">{}</sup>').format(called) if called else Markup()


def _long(table: Table) -> frozenset[int]:
    """Return the columns whose texts are so long that they need room."""
    rows = [row for row in table.rows if row]
    count = max(map(len, rows), default=0)
    return frozenset(
        i for i in range(count) if any(i < len(row) and _wide(row[i].text) > _LONG for row in rows)
    )


def _wide(text: str) -> int:
    """Return how many Latin letters a text is about as wide as."""
    return sum(2 if char > "\u2e80" else 1 for char in text)


def _words(block: Paragraph, links: Links) -> Markup:
    gap = escape("" if links.language == "zh" else " ")
    return gap.join(
        Markup().join(_span(span, links) for span in one.spans) for one in block.sentences
    )


def _span(span: Span, links: Links) -> Markup:
    if id_ := _id(span):
        return links.linked(span.text, id_)
    return Markup("<strong>{}</strong>").format(span.text) if span.emphasis else shown(span.text)


def _cell(cell: Cell, decimals: int, links: Links) -> Markup:
    id_ = _id(cell)
    text = links.linked(cell.text, id_) if id_ else shown(cell.text)
    if cell.align != "decimal" or not decimals:
        return text
    behind = cell.text.partition(".")[2] if _is_number(cell.text) else ""
    pad = ("" if behind else ".") + "0" * (decimals - len(behind))
    return text + Markup('<i class="pad" aria-hidden="true">{}</i>').format(pad) if pad else text


def _pads(table: Table) -> dict[int, int]:
    """Return by column how many digits stand behind the point at most, among its cells aligned there."""
    found: dict[int, int] = {}
    for row in table.rows:
        for i, cell in enumerate(row):
            if cell.align == "decimal" and _is_number(cell.text):
                found[i] = max(found.get(i, 0), len(cell.text.partition(".")[2]))
    return found


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).isdigit()


def _classes(cell: Cell, *, long: bool) -> str:
    """Return the classes of a cell: its alignment, whether it is too short to be broken or in a column of long texts, whether its value is missing."""
    kind = {"left": "", "right": "r", "decimal": "r", "centre": "c"}[cell.align]
    short = "s" if 0 < len(cell.text) <= _SHORT else ""
    room = "l" if long else ""
    return " ".join(filter(None, (kind, short, room, "missing" if cell.missing else "")))


def _numbers(figure: Figure, links: Links) -> dict[str, Any]:
    """Return the numbers a figure draws, each with its label and a link: what one reads who cannot see it."""
    rows = []
    for id_ in figure.statistics:
        if id_ in links.labels:
            label, text = links.labels[id_]
            rows.append((label, links.linked(text, id_)))
    return {"title": word("explain.numbers", links.language, n=len(rows)), "rows": rows}
