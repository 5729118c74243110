"""What stands on the pages that the rows of a list link to, beside the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from expolens.layouts.header import header_key, meaning
from expolens.readers.grid import NAMES, Grid, Row, noted

_ALIKE = 5
_COMMON = 0.3
"""A label of the pages behind the links is a column where so many of them have it, or where it is known."""
_OWN = frozenset(
    [
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
    ]
)
"""What differs from company to company."""
_LONG = 60
_LINKS = ("link", "url", "website")


def links_in(grid: Grid) -> set[str]:
    """Return where the rows of a list lead."""
    return {row.cells[n] for n in _columns(grid) for row in grid.rows if row.cells[n]}


def _columns(grid: Grid) -> list[int]:
    return [n for n, one in enumerate(grid.header) if one in _LINKS or meaning(one) == "url"]


def with_details(grid: Grid, behind: Mapping[str, Mapping[str, str]]) -> Grid:
    """Return a grid with what stands on the pages that its rows link to."""
    links = _columns(grid)
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
