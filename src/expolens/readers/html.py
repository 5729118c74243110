"""A HTML page: its tables, its repeated cards, or the data of its application, whichever has more of the companies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from expolens.errors import SourceError
from expolens.layouts.header import meaning
from expolens.readers.cards.detail import cells_behind, labelled_cells, website_of
from expolens.readers.cards.inference import inferred, named
from expolens.readers.cards.kinds import is_formed
from expolens.readers.cards.reading import blocks, cards_by, elements, nobody
from expolens.readers.grid import NAMES, Grid, Row, labelled, noted
from expolens.readers.html_absent import absent
from expolens.readers.html_address import base_of
from expolens.readers.html_claims import claim_note
from expolens.readers.html_lines import lines_grid
from expolens.readers.html_source import Source, source_of, unfinished
from expolens.readers.html_tables import Found, largest, tables_of
from expolens.readers.html_text import address, seen
from expolens.readers.json import grid_of_content, path_read, surveyed
from expolens.readers.recipe import Recipe
from expolens.readers.scripts import State, states_of, told_of_one
from expolens.readers.stack import stacked

_SHARED = 0.3
_TOLD = 5
_LONG = 80


@dataclass(frozen=True, slots=True)
class _Offer:
    """One way to read a page: what it is called, its grid, and the recipe that gives it again."""

    label: str
    grid: Grid
    recipe: Recipe | None = None

    @property
    def names(self) -> list[str]:
        """The names in it, of rows that have one."""
        at = next((n for n, one in enumerate(self.grid.header) if meaning(one) in NAMES), None)
        return [] if at is None else [row.cells[at] for row in self.grid.rows if row.cells[at]]

    @property
    def fields(self) -> int:
        """How many of its columns are understood, links to pages aside."""
        return len({meaning(one) for one in self.grid.header} - {"", "url"})


def html_grid(
    text: str, *, where: str, encoding: str = "", recipe: Recipe | None = None, base: str = ""
) -> Grid:
    """Read the exhibitors of a page: tables with a header, the block that repeats (cards, list items), or its application's data.

    Tables with the same columns (a table a hall) are one list, with the heading above each as a column; others are named in a note.
    Where the rows have links, the link is the column "link", absolute where `base`, the page's address, is given. Which was taken
    and what else there was is a note. With a recipe nothing is guessed: SourceError where it is out of date. SourceError where
    nothing repeats.
    """
    source = source_of(text, where=where)
    base = base_of(source.root, text, base)
    cut = unfinished(text)
    del text
    if recipe is not None:
        grid = _by_recipe(recipe, source, where=where, encoding=encoding, base=base)
    else:
        offers = _offers(source, where=where, encoding=encoding, base=base)
        best = _best(offers)
        if best is None:
            raise absent(source, where=where, base=base)
        grid = best
    if claims := claim_note(source.root, len(grid.rows)):
        grid = replace(grid, notes=(*grid.notes, *claims))
    if cut:
        grid = replace(grid, notes=(noted("cut"), *grid.notes))
    if source.left_out:
        grid = replace(grid, notes=(noted("html_cut", source.left_out), *grid.notes))
    return grid


def page_recipe(text: str, base: str = "") -> Recipe | None:
    """Return the recipe of what `html_grid` reads of a page, None where it reads a table, or nothing."""
    try:
        source = source_of(text, where="page")
        base = base_of(source.root, text, base)
        offers = _offers(source, where="page", encoding="", base=base)
    except SourceError:
        return None
    best = _chosen(offers)
    return best.recipe if best is not None else None


def next_address(text: str, recipe: Recipe, *, base: str = "") -> str:
    """Return where the link to the next page of a list leads, "" where there is none; SourceError where there is no page."""
    select, _, attribute = recipe.next.partition("@")
    root = source_of(text, where=base).root
    base = base_of(root, text, base)
    found = elements(select, root) if select else []
    return next((address(str(one.get(attribute or "href") or ""), base) for one in found), "")


def detail_cells(
    text: str, *, where: str, base: str = "", recipe: Recipe | None = None
) -> dict[str, str]:
    """Return what one company's page says of it, by label: what a recipe takes from it, what it says to search engines (schema.org), what stands under labels.

    SourceError where there is no page.
    """
    source = source_of(text, where=where)
    base = base_of(source.root, text, base)
    found = cells_behind(recipe, source.root, base=base) if recipe else {}
    for state in states_of(source.scripts, source.root):
        if state.label == "JSON-LD":
            for label, value in told_of_one(state.content).items():
                found.setdefault(label, value)
    for label, value in labelled_cells(source.root).items():
        found.setdefault(label, value)
    if site := website_of(source.root, base=base):
        found.setdefault("website", site)
    return found


def _by_recipe(recipe: Recipe, source: Source, *, where: str, encoding: str, base: str) -> Grid:
    if not recipe.script:
        return _of_cards(recipe, source.root, where=where, encoding=encoding, base=base)
    states = [one for one in states_of(source.scripts, source.root) if one.label == recipe.script]
    for state in states:
        grid = _of_state(state, where=where, encoding=encoding, path=recipe.path)
        if grid is not None and 2 * len(grid.rows) >= recipe.count:
            return _absolute(grid, base)
    have = ", ".join(one.label for one in states_of(source.scripts, source.root)[:_TOLD])
    raise SourceError(
        f"the recipe is out of date: there is no list '{recipe.path}' of {recipe.count:,} in the data {recipe.script}",
        where=where,
        have=f"This page has: {have}." if have else "This page has no data of an application.",
        todo="The page was changed. Correct the recipe, or collect without it to make a new one.",
    )  # fmt: skip


def _offers(source: Source, *, where: str, encoding: str, base: str) -> list[_Offer]:
    """Return the ways to read a page; the first is what is seen on it."""
    shown = _shown(source.root, where=where, encoding=encoding, base=base)
    states: list[_Offer] = []
    for state in states_of(source.scripts, source.root):
        grid = _of_state(state, where=where, encoding=encoding)
        if grid is None or not grid.named or len(grid.rows) < 2:
            continue
        path = _path_of(state)
        states.append(_Offer(state.label, _absolute(grid, base), Recipe(script=state.label, path=path, count=len(grid.rows))))  # fmt: skip
    if not shown and not states:
        lines = lines_grid(source.root, where=where, encoding=encoding)
        return [_Offer("table", lines)] if lines is not None else []
    return [*shown, *states]


def _shown(root: etree._Element, *, where: str, encoding: str, base: str) -> list[_Offer]:
    """Return what is seen on a page, the better of its tables and its cards first."""
    tables = tables_of(root, where=where, encoding=encoding)
    parts = [one.part for one in tables if one.part is not None]
    is_named = any(part.grid.named for part in parts)
    recipe = inferred(root, base=base, without=[one.element for one in tables] if is_named else ())
    cards: _Offer | None = None
    if recipe is not None:
        read = _of_cards(recipe, root, where=where, encoding=encoding, base=base)
        cards = _Offer("cards", read, recipe)
    of_names = cards is not None and recipe is not None and named(recipe)
    if is_named:
        table = _Offer("table", _absolute(stacked(parts, other="heading"), base))
        if cards is None or not of_names or len(table.grid.rows) >= len(cards.grid.rows):
            return [table]
        told = noted("other_tables", _tables(tables))
        return [replace(cards, grid=replace(cards.grid, notes=(told, *cards.grid.notes)))]
    most = max((one.rows for one in tables), default=0)
    count = len(cards.grid.rows) if cards is not None else 0
    if most >= max(1, count) and not (of_names and count >= most):
        grid = largest(tables, where=where, encoding=encoding)
        if grid is not None:
            return [_Offer("table", _absolute(grid, base))]
    return [cards] if cards is not None else []


def _best(offers: Sequence[_Offer]) -> Grid | None:
    best = _chosen(offers)
    if best is None:
        return None
    others = [f"{one.label} ({len(one.grid.rows):,})" for one in offers if one is not best]
    if not others and best.label in ("table", "cards"):
        return best.grid
    told = ", ".join([*others[:_TOLD], "…"] if len(others) > _TOLD else others)
    said = noted("html_taken", best.label, told) if told else noted("html_alone", best.label)
    return replace(best.grid, notes=(said, *best.grid.notes))


def _chosen(offers: Sequence[_Offer]) -> _Offer | None:
    """Return the offer with more of the companies: data only where it holds those that are seen, or where nothing is seen."""
    shown = next((one for one in offers if one.label in ("table", "cards")), None)
    best = shown
    known = set(shown.names) if shown is not None else set[str]()
    for one in offers:
        if one is shown or not _of_companies(one):
            continue
        here = set(one.names)
        if known and len(known & here) < _SHARED * len(known):
            continue
        if best is None or (len(here), one.fields) > (len(set(best.names)), best.fields):
            best = one
    return best


def _of_companies(offer: _Offer) -> bool:
    """Tell whether data is a list of companies: more than names is understood of it, it is called so, or they have legal forms."""
    names = offer.names
    called = offer.recipe is not None and any(meaning(step) in NAMES for step in offer.recipe.path.split("."))  # fmt: skip
    formed = sum(map(is_formed, names)) * 5 >= len(names) > 0
    return bool(names) and (called or formed or offer.fields > 2)


def _of_state(state: State, *, where: str, encoding: str, path: str = "") -> Grid | None:
    try:
        shapes = surveyed(state.content)
        return grid_of_content(state.content, shapes, where=where, encoding=encoding, path=path)
    except SourceError:
        return None


def _path_of(state: State) -> str:
    """Return the path of the list that is read of a state, "" where it stands at its top or in several places."""
    return path_read(surveyed(state.content))


def _of_cards(
    recipe: Recipe, root: etree._Element, *, where: str, encoding: str, base: str
) -> Grid:
    """Return the cards that a recipe finds, those of nobody left out and told."""
    cards = cards_by(recipe, root, base=base, where=where)
    beside = nobody(recipe, cards)
    notes: tuple[str, ...] = ()
    if beside:
        shown = blocks(recipe.select, root, run=recipe.run)
        texts = [text for n in beside if (text := seen(shown[n])[:_LONG])]
        more = " …" if len(texts) > _TOLD else ""
        notes = (noted("cards_apart", len(beside), " | ".join(texts[:_TOLD]) + more),)
    left = set(beside)
    found = {key for n, card in enumerate(cards) for key in card if n not in left}
    header = [one for one in dict.fromkeys(cell.field for cell in recipe.cells) if one in found]
    lines = [
        (f"card {number}", [card.get(key, "") for key in header])
        for number, card in enumerate(cards, 1)
        if number - 1 not in left
    ]
    return labelled(header, lines, where=where, encoding=encoding, notes=notes)


def _absolute(grid: Grid, base: str) -> Grid:
    """Return a grid whose links are absolute, where the page's address is known."""
    columns = {n for n, one in enumerate(grid.header) if meaning(one) == "url"}
    if not base or not columns:
        return grid
    rows = tuple(
        Row(tuple(address(cell, base) if n in columns else cell for n, cell in enumerate(row.cells)), row.place)
        for row in grid.rows
    )  # fmt: skip
    return replace(grid, rows=rows)


def _tables(tables: Sequence[Found]) -> str:
    return ", ".join(f"{one.title or '–'} ({one.rows:,})" for one in tables)
