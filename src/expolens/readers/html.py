"""An HTML page: its tables, or its repeated cards."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree, html

from expolens.errors import SourceError
from expolens.readers.grid import Grid, labelled, noted
from expolens.readers.html_cards import Card, cards_of
from expolens.readers.html_tables import Found, largest, tables_of
from expolens.readers.stack import stacked

_HIDDEN = {"script", "style", "template", "noscript", "nav", "svg", "form"}


def html_grid(text: str, *, where: str, encoding: str = "") -> Grid:
    """Read the exhibitors of a page: tables with a header, or else the block that repeats (cards, list items).

    Tables with the same columns (a table a hall) are one list, with the heading above each as a column; others are named in a note. Where
    a table's rows have links, the link is the column "link". The columns of cards are named by their labels ("展位号：A101"), data
    attributes and class names; a heading is the name where nothing else is. SourceError where nothing repeats.
    """
    root = _page(text, where)
    tables = tables_of(root, where=where, encoding=encoding)
    parts = [one.part for one in tables if one.part is not None]
    named = any(part.grid.named for part in parts)
    if named:
        read = stacked(parts, other="heading")
        cards = cards_of(root, without=[one.element for one in tables])
        if len(read.rows) >= len(cards) or not _of_names(cards):
            return read
        notes = [noted("other_tables", _tables(tables))]
        return _of_cards(cards, where=where, encoding=encoding, notes=notes)
    cards = cards_of(root)
    rows = max((one.rows for one in tables), default=0)
    grid = largest(tables, where=where, encoding=encoding) if rows >= max(1, len(cards)) else None
    if grid is not None and not (_of_names(cards) and len(cards) >= rows):
        return grid
    if cards:
        return _of_cards(cards, where=where, encoding=encoding, notes=())
    raise SourceError(
        "no table and nothing that repeats on this page", where=where,
        todo="Save the page once its list is shown in full, or bring the list as a sheet.",
    )  # fmt: skip


def _page(text: str, where: str) -> etree._Element:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("there is no page in it", where=where) from error
    for element in list(root.iter(*_HIDDEN)):
        if element.getparent() is not None:
            _removed(element)
    return root


def _removed(element: etree._Element) -> None:
    """Take an element out of its page and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _of_names(cards: Sequence[Card]) -> bool:
    return any("name" in card for card in cards)


def _tables(tables: Sequence[Found]) -> str:
    return ", ".join(f"{one.title or '–'} ({one.rows:,})" for one in tables)


def _of_cards(cards: Sequence[Card], *, where: str, encoding: str, notes: Sequence[str]) -> Grid:
    header = list(dict.fromkeys(key for card in cards for key in card))
    lines = [
        (f"card {number}", [card.get(key, "") for key in header])
        for number, card in enumerate(cards, 1)
    ]
    return labelled(header, lines, where=where, encoding=encoding, notes=notes)
