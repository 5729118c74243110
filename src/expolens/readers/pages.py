"""The pages of a web archive as one list: the pages of the list under each other, what stands behind their links beside them."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from expolens.errors import SourceError
from expolens.fetch.archive import archived
from expolens.fetch.counting import place
from expolens.fetch.index import Kept
from expolens.fetch.markup import lines, tree
from expolens.fetch.page import Page
from expolens.layouts.header import header_key, meaning
from expolens.model.study import SourcePlan
from expolens.readers.encoding import decoded, decoded_page
from expolens.readers.grid import NAMES, Fetched, Grid, Row, noted
from expolens.readers.html import detail_cells, html_grid, next_address, page_recipe
from expolens.readers.json import json_grid
from expolens.readers.recipe import Recipe, recipe_text

_SHOWN, _START = 3, 4000
_SAID_AT_END = 3
_ALIKE = 5
_COMMON = 0.3
"""A label of the pages behind the links is a column where so many of them have it, or where it is known."""
_OWN = frozenset(
    {
        "website",
        "intro",
        "phone",
        "email",
        "address",
        "name",
        "name_en",
        "url",
        "booth",
        "legal_representative",
        "postcode",
    }
)
"""What differs from company to company."""
_LONG = 60
_LINKS = ("link", "url", "website")


@dataclass(frozen=True, slots=True)
class _Read:
    """A page of the list, and its grid."""

    page: Page
    grid: Grid


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
    lists: list[_Read] = []
    behind: dict[str, dict[str, str]] = {}
    failed: list[tuple[Page, SourceError]] = []
    fetched: list[Fetched] = []
    for page in archive.pages():
        fetched.append((page.asked, page.time, page.sha256))
        if page.part == "detail":
            behind[page.asked] = behind[page.url] = _detail(page, encoding, recipe)
            continue
        try:
            lists.append(_Read(page, _grid(page, encoding, _later(recipe, lists), read)))
        except SourceError as error:
            failed.append((page, error))
            continue
        if recipe is None:
            recipe = _recipe(page, encoding)
    if not lists:
        first, why = failed[0]
        raise SourceError(why.what, where=f"{where}: {first.url}", have=why.have, todo=why.todo)
    grid = _together(_of_lists(lists))
    grid = _with_details(grid, behind)
    notes = [*archive.notes, *grid.notes]
    notes = _claims([*notes, *_without(failed, lists)], len(grid.rows))
    return replace(grid, notes=tuple(dict.fromkeys(notes)), pages=tuple(dict.fromkeys(fetched)))


def _without(failed: Sequence[tuple[Page, SourceError]], lists: Sequence[_Read]) -> list[str]:
    """Return notes of the pages without a list: those that ask for a password, and the others but for one behind the last that only says that there is nothing."""
    closed = [page.url for page, error in failed if "password" in error.what]
    empty = [page.url for page, _ in failed if page.url not in closed and not _is_end(page, lists[-1].page)]  # fmt: skip
    said = (("pages_login", closed), ("pages_without", empty))
    return [noted(code, len(urls), ", ".join(urls[:_SHOWN])) for code, urls in said if urls]


def _is_end(page: Page, last: Page) -> bool:
    """Tell whether a page is counted up from the last one of a list, and says hardly anything that this one does not: "No results."."""
    here, before = place(page.asked), place(last.asked)
    if here is None or (before is not None and here.number <= before.number):
        return False
    roots = [tree(one.body, one.charset and f"charset={one.charset}") for one in (page, last)]
    shown = [set(lines(root)) if root is not None else set() for root in roots]
    return len(shown[0] - shown[1]) <= _SAID_AT_END


def _claims(notes: Sequence[str], rows: int) -> list[str]:
    """Return notes with what the pages claim set against all rows: once, and only where more are claimed."""
    claims = [one.split("\t") for one in notes if one.startswith("not_all_shown\t")]
    most = max(claims, key=lambda one: int(one[1]), default=["", "0"])
    others = [one for one in notes if not one.startswith("not_all_shown\t")]
    return [*others, noted("not_all_shown", most[1], rows, most[3])] if int(most[1]) > rows else others  # fmt: skip


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


def _of_lists(read: Sequence[_Read]) -> Sequence[_Read]:
    """Return the pages that are of the list: those with names where any has some, and of an archive of a browser those like the largest."""
    named = [one for one in read if one.grid.named] or list(read)
    if any(one.page.part == "list" for one in named):
        return named
    most = max(named, key=lambda one: len(one.grid.rows))
    keys = {header_key(header) for header in most.grid.header}
    return [one for one in named if {header_key(header) for header in one.grid.header} & keys]


def _together(read: Sequence[_Read]) -> Grid:
    """Return the rows of several pages under the columns of all, pages one after the other."""
    called = [_called(part.grid.header, read[0].grid.header) for part in read]
    header = tuple(dict.fromkeys(one for names in called for one in names))
    rows: list[Row] = []
    for number, (part, names) in enumerate(zip(read, called, strict=True), 1):
        at = [names.index(one) if one in names else -1 for one in header]
        for row in part.grid.rows:
            cells = tuple(row.cells[n] if n >= 0 else "" for n in at)
            place = row.place if len(read) == 1 else f"page {number}, {row.place}"
            rows.append(Row(cells, place, page=part.page.asked))
    notes = [note for part in read for note in part.grid.notes]
    if len(read) > 1:
        notes.insert(0, noted("pages_read", len(read), len(rows)))
    return Grid(header, tuple(rows), read[0].grid.encoding, tuple(notes))


def _called(header: Sequence[str], first: Sequence[str]) -> list[str]:
    """Return a page's headers as the first page calls the same fields: Booth for booth."""
    names = list(header)
    for n, one in enumerate(header):
        same = [other for other in first if meaning(other) == meaning(one) != ""]
        if one not in first and len(same) == 1 and same[0] not in names:
            names[n] = same[0]
    return names


def _with_details(grid: Grid, behind: Mapping[str, Mapping[str, str]]) -> Grid:
    """Return a grid with what stands on the pages that its rows link to."""
    links = [n for n, one in enumerate(grid.header) if one in _LINKS or meaning(one) == "url"]
    found = [_of_row(row, links, behind) for row in grid.rows]
    alike = _alike(found)
    found = [{label: text for label, text in cells.items() if label not in alike} for cells in found]  # fmt: skip
    with_some = sum(map(bool, found))
    if not with_some:
        return grid
    seen = Counter(label for cells in found for label in cells)
    own = {_meant(one): n for n, one in enumerate(grid.header)}
    kept = [one for one, times in seen.items() if meaning(one) or times >= _COMMON * with_some]
    added = [one for one in kept if _meant(one) not in own and meaning(one) not in NAMES]
    rows = []
    for row, cells in zip(grid.rows, found, strict=True):
        filled = list(row.cells)
        for label in kept:
            at = own.get(_meant(label))
            if at is not None and not filled[at]:
                filled[at] = cells.get(label, "")
        rows.append(replace(row, cells=(*filled, *(cells.get(one, "") for one in added))))
    notes = [noted("pages_details", with_some, ", ".join(added) or "–")]
    if alike:
        notes.append(noted("details_alike", ", ".join(sorted(alike))))
    return replace(
        grid, header=(*grid.header, *added), rows=tuple(rows), notes=(*grid.notes, *notes)
    )


def _alike(found: Sequence[Mapping[str, str]]) -> set[str]:
    """Return the labels under which all of many pages say the same where no two companies would: the organiser's own address, website, list of links."""
    pages = [cells for cells in found if cells]
    values: dict[str, list[str]] = {}
    for cells in pages:
        for label, text in cells.items():
            values.setdefault(label, []).append(text)
    return {
        label
        for label, texts in values.items()
        if len(texts) >= _ALIKE and len(texts) * 2 > len(pages) and len(set(texts)) == 1
        and (meaning(label) in _OWN or len(texts[0]) > _LONG)
    }  # fmt: skip


def _meant(header: str) -> str:
    return meaning(header) or header_key(header)


def _of_row(
    row: Row, links: Sequence[int], behind: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    return next((behind[row.cells[n]] for n in links if row.cells[n] in behind), {})


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
