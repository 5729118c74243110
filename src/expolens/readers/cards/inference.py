"""A recipe made by looking at a page."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from expolens.layouts.header import meaning
from expolens.readers.cards.block import block_of
from expolens.readers.cards.columns import cells_of
from expolens.readers.cards.reading import blocks, cell_text
from expolens.readers.grid import NAMES
from expolens.readers.html_text import address
from expolens.readers.recipe import Cell, Recipe
from expolens.values.website import host


def inferred(
    root: etree._Element, *, base: str = "", without: Collection[etree._Element] = ()
) -> Recipe | None:
    """Return the recipe of the cards of a page, None where nothing repeats on it that looks like companies.

    What is inside of `without`, the tables that are read as such, is no card. `cards_by` this recipe gives the rows.
    """
    block = block_of(root, without=without)
    if block is None:
        return None
    cards = blocks(block.select, root, run=block.run)
    if block.line:
        cells: tuple[Cell, ...] = _line_cells(cards, base, parts=block.parts)
    else:
        cells = cells_of(cards, base=base)
    if not cells:
        return None
    detail = next((f"{one.select.removeprefix('> ')}@href" for one in cells if one.field == "link"), "")  # fmt: skip
    return Recipe(
        select=block.select, run=block.run, count=len(cards), cells=cells,
        detail=detail, host=host(base), next=_next(root), title=_title(root),
    )  # fmt: skip


def named(recipe: Recipe) -> bool:
    """Tell whether a recipe has a cell for the names."""
    return any(meaning(one.field) in NAMES for one in recipe.cells)


def _line_cells(cards: list[etree._Element], base: str, *, parts: bool) -> tuple[Cell, ...]:
    """Return the cells of lines that hold a number, a name and a stand in one, or are names."""
    made = [Cell("name", take="line.name"), Cell("booth", take="line.booth")] if parts else [Cell("name")]  # fmt: skip
    hosts = {host(address(str(one.get("href")), base)) for card in cards for one in (card, *card.iter("a")) if one.get("href")}  # fmt: skip
    field = "website" if len(hosts - {"", host(base)}) * 2 > len(cards) else "link"
    own = [Cell(field, "", "@href"), Cell(field, "a", "@href")]
    found = []
    for cell in (*made, *own):
        texts = [text for one in cards if (text := cell_text(cell, one))]
        if texts and (cell.field != field or 2 * len(texts) > len(cards)):
            share = round(len(texts) / len(cards), 2)
            found.append(
                Cell(cell.field, cell.select, cell.take, filled=share, seen=tuple(texts[:3]))
            )
    return tuple(found)


def _next(root: etree._Element) -> str:
    """Return the link to the next page, as a page says it, "" where it does not."""
    if root.xpath("//*[(self::a or self::link) and @rel='next' and @href]"):
        return "[rel=next]@href"
    for link in root.iter("a"):
        classes = (link.get("class") or "").split()
        if link.get("href") and "next" in classes:
            return "a.next@href"
    return ""


def _title(root: etree._Element) -> str:
    found = root.find(".//title")
    return " ".join((found.text or "").split())[:120] if found is not None else ""
