"""The pages of a web archive as one list: the pages of the list under each other, what stands behind their links beside them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from expolens.errors import SourceError
from expolens.fetch.archive import archived
from expolens.fetch.index import Kept
from expolens.fetch.page import Page
from expolens.layouts.header import meaning
from expolens.model.study import SourcePlan
from expolens.readers.encoding import decoded, decoded_page
from expolens.readers.grid import Fetched, Grid
from expolens.readers.html import detail_cells, html_grid, next_address, page_recipe
from expolens.readers.json import json_grid
from expolens.readers.page_details import links_in, with_details
from expolens.readers.page_lists import ListPage, claims, of_lists, together, without
from expolens.readers.recipe import Recipe, recipe_text

_START = 4000
Read = Callable[[bytes, str], Grid]
"""What reads a file that an address gives instead of a page: its bytes, under its address."""


def pages_grid(
    data: bytes, *, where: str, read: Read, encoding: str = "", recipe: Recipe | None = None
) -> Grid:
    """Read the pages of a web archive as one list; a page is read as it would be alone, by `recipe` where one is given, else by that of the first.

    A row's place is its page and where on it; `Row.page` is the page's address. Columns are those of any page. What stands on the page that a row
    links to fills columns of its own, and cells that the list leaves empty. Pages without a list are named in a note; SourceError where there is
    none with one.
    """
    archive = archived(Kept(where, data))
    found = _Found([], {}, [])
    fetched: list[Fetched] = []
    for page in archive.pages():
        fetched.append((page.asked, page.time, page.sha256))
        if page.part == "detail":
            found.behind[page.asked] = found.behind[page.url] = _detail(page, encoding, recipe)
            continue
        try:
            found.lists.append(
                ListPage(page, _grid(page, encoding, _later(recipe, found.lists), read))
            )
        except SourceError as error:
            found.failed.append((page, error))
            continue
        if recipe is None and page.part == "list":
            recipe = _recipe(page, encoding)
    if not found.lists:
        first, why = found.failed[0]
        raise SourceError(why.what, where=f"{where}: {first.url}", have=why.have, todo=why.todo)
    lists, notes = of_lists(found.lists)
    grid = together(lists)
    failed = _beside(found, lists, grid, encoding, recipe)
    grid = with_details(grid, found.behind)
    told = claims([*archive.notes, *grid.notes, *notes, *without(failed, lists)], len(grid.rows))
    return replace(grid, notes=tuple(dict.fromkeys(told)), pages=tuple(dict.fromkeys(fetched)))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found on the pages of an archive: lists, what stands behind links, and what is no list and why."""

    lists: list[ListPage]
    behind: dict[str, dict[str, str]]
    failed: list[tuple[Page, SourceError]]


def _beside(
    found: _Found, lists: Sequence[ListPage], grid: Grid, encoding: str, recipe: Recipe | None
) -> list[tuple[Page, SourceError]]:
    """Return the pages that are neither of the list nor behind its links; of an archive that others made the latter are found by the links, and added."""
    links = links_in(grid)
    chosen = {one.page.asked for one in lists}
    other = [one.page for one in found.lists if one.page.asked not in chosen]
    failed = []
    for page, error in [*found.failed, *((one, None) for one in other)]:
        if not page.part and page.url in links:
            found.behind[page.asked] = found.behind[page.url] = _detail(page, encoding, recipe)
        elif error is not None:
            failed.append((page, error))
    return failed


def _later(recipe: Recipe | None, before: object) -> Recipe | None:
    """Return a recipe for a page behind the first: the last page of a list may have a single card, and the recipe is not out of date."""
    return replace(recipe, count=min(recipe.count, 1)) if recipe and before else recipe


def page_text(page: Page, encoding: str = "") -> str:
    """Return the text of a page: in `encoding`, or in what its server and it itself say it is in."""
    if encoding:
        return decoded(page.body, where=page.url, encoding=encoding)[0]
    return decoded_page(page.body, page.charset, where=page.url)[0]


def _grid(page: Page, encoding: str, recipe: Recipe | None, read: Read) -> Grid:
    if not _is_text(page):
        return read(page.body, page.url)
    text = page_text(page, encoding)
    if _is_json(page, text):
        return json_grid(text, where=page.url, path=recipe.path if recipe else "")
    try:
        return html_grid(text, where=page.url, recipe=recipe, base=page.url)
    except SourceError:
        if recipe is None:
            raise
        # A page that is made in another way than the first.
        grid = html_grid(text, where=page.url, base=page.url)
        if not grid.named:
            raise
        return grid


def _is_text(page: Page) -> bool:
    """Tell whether an address gave a page or JSON, and not a file of another kind."""
    start = page.body[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith((b"<", b"{", b"[")) or page.media.endswith(("html", "json"))


def _is_json(page: Page, text: str) -> bool:
    return "json" in page.media or text[:200].lstrip("\ufeff \r\n\t").startswith(("{", "["))


def _recipe(page: Page, encoding: str) -> Recipe | None:
    if not _is_text(page):
        return None
    text = page_text(page, encoding)
    return None if _is_json(page, text) else page_recipe(text, page.url)


def _detail(page: Page, encoding: str, recipe: Recipe | None) -> dict[str, str]:
    try:
        return detail_cells(page_text(page, encoding), where=page.url, base=page.url, recipe=recipe)
    except SourceError:
        return {}


Links = Callable[[Page], Sequence[str]]


def links_of(recipe: Recipe | None, encoding: str = "") -> Links:
    """Return what gives the addresses behind the rows of a page, for fetching: those of its list, by a recipe where one is given, else by that of the first page."""
    known = [recipe] if recipe else list[Recipe]()
    read: list[str] = []

    def of(page: Page) -> Sequence[str]:
        try:
            grid = _grid(page, encoding, _later(known[0] if known else None, read), _no_file)
        except SourceError:
            return ()
        read.append(page.url)
        # What the first page showed says where the cards of a page with few are.
        if not known and (made := _recipe(page, encoding)):
            known.append(made)
        at = next((n for n, one in enumerate(grid.header) if meaning(one) == "url"), -1)
        return tuple(row.cells[at] for row in grid.rows if row.cells[at]) if at >= 0 else ()

    return of


def next_of(recipe: Recipe, encoding: str = "") -> Callable[[Page], str | None]:
    """Return what gives the address of the page that follows another by a recipe, None behind the last."""

    def of(page: Page) -> str | None:
        return next_address(page_text(page, encoding), recipe, base=page.url) or None

    return of


def recipe_of_page(data: bytes, plan: SourcePlan) -> str:
    """Return the recipe, as its file has it, of a page's bytes; "" where they are no page, or its list is a table."""
    if data[:4].startswith((b"PK", b"\x1f\x8b", b"\xd0\xcf", b"%PDF")):
        return ""
    # A table of hundreds of thousands of rows is not decoded once more to see that it is no page; UTF-16 has zeros.
    start = data[:_START].removeprefix(codecs.BOM_UTF8)
    if not start.lstrip().startswith(b"<") and b"\0" not in start:
        return ""
    try:
        text = decoded(data, where=plan.file, encoding=plan.encoding)[0]
    except (SourceError, LookupError):
        return ""
    if not text[:4000].lstrip("\ufeff \r\n\t").startswith("<"):
        return ""
    made = page_recipe(text, plan.url)
    return recipe_text(made) if made else ""


def recipe_of_fetched(page: Page, encoding: str = "") -> str:
    """Return the recipe of a page that was fetched, as `recipe_of_page` does of bytes."""
    made = _recipe(page, encoding)
    return recipe_text(made) if made else ""


def _no_file(_: bytes, name: str) -> Grid:
    raise SourceError("this is no page", where=name)
