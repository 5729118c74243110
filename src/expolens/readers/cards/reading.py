"""The rows of a page by its recipe: the one way in which cells get their values, whether a person or the program wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.cards.kinds import is_formed, kind, line_parts
from expolens.readers.cards.leaves import LABEL, RUN, is_one
from expolens.readers.cards.selector import compiled
from expolens.readers.cards.stands import stands
from expolens.readers.grid import NAMES
from expolens.readers.html_text import address, listed, seen
from expolens.readers.recipe import Cell, Recipe

Card = dict[str, str]
_FEW = 6


def blocks(select: str, root: etree._Element, *, run: bool = False) -> list[etree._Element]:
    """Return the cards that a selector finds, the outermost where one is in another; with `run` a heading with what follows it."""
    found = elements(select, root)
    members = set(found)
    outer = [one for one in found if not any(up in members for up in one.iterancestors())]
    return [_run(one, members) for one in outer] if run else outer


def elements(select: str, root: etree._Element) -> list[etree._Element]:
    """Return what a selector finds below an element, in the order of the page."""
    found = compiled(select)(root)
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []  # fmt: skip


def _run(heading: etree._Element, headings: set[etree._Element]) -> etree._Element:
    """Return a heading and its following siblings up to the next heading as a card."""
    card = etree.Element("div", {RUN: "1"})
    for one in (heading, *heading.itersiblings()):
        if one is not heading and one in headings:
            break
        if isinstance(one.tag, str):
            card.append(deepcopy(one))
    return card


def cards_by(
    recipe: Recipe, root: etree._Element, *, base: str = "", where: str = ""
) -> list[Card]:
    """Return the cells of every card that a recipe finds on a page, in the order of the page; links absolute where `base` is given.

    Cells of one field are alternatives or more of the same: different texts are joined by 、. SourceError where the recipe is out
    of date: it finds no card or less than half of those it was made with, or a cell is filled half as often as it was.
    """
    cards = blocks(recipe.select, root, run=recipe.run)
    if not cards or 2 * len(cards) < recipe.count:
        raise _outdated(
            f"its cards ({recipe.select}) are {len(cards):,}, and were {recipe.count:,}", where
        )
    own = [cell for cell in recipe.cells if not cell.source]
    rows: list[Card] = []
    filled = [0] * len(own)
    for card in cards:
        row: Card = {}
        for number, cell in enumerate(own):
            text = cell_text(cell, card, base=base)
            filled[number] += bool(text)
            before = row.get(cell.field, "")
            if text and text not in before.split("、"):
                row[cell.field] = f"{before}、{text}" if before else text
        rows.append(row)
    for cell, count in zip(own, filled, strict=True):
        if len(cards) >= _FEW and 2 * count < cell.filled * len(cards):
            raise _outdated(
                f"'{cell.field}' ({cell.select}) is filled in {count:,} of {len(cards):,} cards, and was in {cell.filled:.0%}", where
            )  # fmt: skip
    return rows


def nobody(recipe: Recipe, cards: Sequence[Card]) -> list[int]:
    """Return which cards are nobody's: without a name and without anything else that is known of a company, where most have a name."""
    names = {cell.field for cell in recipe.cells if meaning(cell.field) in NAMES}
    known = {cell.field for cell in recipe.cells if meaning(cell.field)} - {"url", "intro", "link"}
    named = sum(any(card.get(one) for one in names) for card in cards)
    if 2 * named < len(cards):
        return []
    return [n for n, card in enumerate(cards) if not any(card.get(one) for one in names | known)]


def cell_text(cell: Cell, card: etree._Element, *, base: str = "") -> str:
    """Return what a cell of a recipe takes of a card, "" where there is nothing."""
    values = [value for one in elements(cell.select, card) if (value := _taken(cell, one, base))]
    if cell.many:
        return "、".join(dict.fromkeys(values))
    at = max(cell.nth, 1) - 1
    return values[at] if len(values) > at else ""


def _taken(cell: Cell, element: etree._Element, base: str) -> str:
    if cell.take == "next":
        following = element.getnext()
        if following is None or (cell.after and seen(element).rstrip(":： ") != cell.after):
            return ""
        return _fit(cell, listed(following))
    if cell.take.startswith("@"):
        value = (element.get(cell.take[1:].lower()) or "").strip()
        if cell.take == "@href":
            return _fit(cell, address(value, base))
    elif cell.take.startswith("line."):
        text = seen(element)
        name, booth = line_parts(text)
        listed_so = booth or name != text or is_formed(text)
        value = booth if cell.take == "line.booth" else name if listed_so else ""
    elif cell.take == "leaf" and not is_one(element):
        return ""
    else:
        value = listed(element)
    if cell.after:
        if not _evened(value).startswith(_evened(cell.after)):
            return ""
        value = value[len(cell.after) :].lstrip(" :：#")
    if cell.before:
        value = value.removesuffix(cell.before).rstrip()
    return _fit(cell, value)


def _fit(cell: Cell, value: str) -> str:
    """Return a value if it is of the kind that the cell takes, and its part: "other" is of no known kind, and has no known label."""
    wanted = "" if cell.like == "other" else cell.like
    if cell.like and kind(value) != wanted:
        return ""
    if cell.like == "other" and (label := LABEL.match(value)) and meaning(label[1]):
        return ""
    return value if not cell.part else stands(value)[cell.part != "hall"]


def _evened(text: str) -> str:
    return text.replace("：", ":").casefold()


def _outdated(what: str, where: str) -> SourceError:
    return SourceError(
        f"the recipe is out of date: {what}", where=where,
        todo="The page was changed. Correct the recipe, or collect without it to make a new one.",
    )  # fmt: skip


def filled_share(cell: Cell, cards: Sequence[etree._Element]) -> float:
    """Return the share of cards in which a cell is filled."""
    return sum(bool(cell_text(cell, one)) for one in cards) / len(cards) if cards else 0.0
