"""Which pages of a web archive are of the list, and their rows under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from expolens.errors import SourceError
from expolens.fetch.counting import place
from expolens.fetch.markup import lines, tree
from expolens.fetch.page import Page
from expolens.layouts.header import header_key, meaning
from expolens.readers.grid import Grid, Row, noted

_SHOWN = 3
_SAID_AT_END = 3


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list, and its grid."""

    page: Page
    grid: Grid


def of_lists(read: Sequence[ListPage]) -> tuple[Sequence[ListPage], tuple[str, ...]]:
    """Return the pages that are of the list, and notes: those with names where any has some; of an archive that others made those with the columns of the best, without pages that show the same rows again (sorted otherwise, under another address)."""
    named = [one for one in read if one.grid.named] or list(read)
    if any(one.page.part == "list" for one in named):
        return named, ()
    best = max(named, key=lambda one: _worth(one, named))
    alike = [one for one in named if _same(one, best)]
    kept: list[ListPage] = []
    seen = set[tuple[str, ...]]()
    for one in alike:
        rows = {row.cells for row in one.grid.rows}
        if not rows <= seen:
            kept.append(one)
        seen |= rows
    again = len(alike) - len(kept)
    other = [one.page.url for one in named if one not in alike]
    notes = [noted("pages_again", again)] if again else []
    if other:
        notes.append(noted("pages_other", len(other), ", ".join(other[:_SHOWN])))
    return kept, tuple(notes)


def _worth(one: ListPage, read: Sequence[ListPage]) -> tuple[int, int]:
    """Return how many known fields a page has, times how many rows all pages like it have."""
    fields = len({meaning(header) for header in one.grid.header} - {""})
    return fields * sum(len(other.grid.rows) for other in read if _same(other, one)), len(one.grid.rows)  # fmt: skip


def _same(one: ListPage, other: ListPage) -> bool:
    """Tell whether two pages have mostly the same columns."""
    keys = [{meaning(header) or header_key(header) for header in page.grid.header} for page in (one, other)]  # fmt: skip
    return 2 * len(keys[0] & keys[1]) >= len(keys[0] | keys[1])


def together(read: Sequence[ListPage]) -> Grid:
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


def without(failed: Sequence[tuple[Page, SourceError]], lists: Sequence[ListPage]) -> list[str]:
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


def claims(notes: Sequence[str], rows: int) -> list[str]:
    """Return notes with what the pages claim set against all rows: once, and only where more are claimed."""
    claims = [one.split("\t") for one in notes if one.startswith("not_all_shown\t")]
    most = max(claims, key=lambda one: int(one[1]), default=["", "0"])
    others = [one for one in notes if not one.startswith("not_all_shown\t")]
    return [*others, noted("not_all_shown", most[1], rows, most[3])] if int(most[1]) > rows else others  # fmt: skip
