"""Columns about persons: by their headers, and by what stands in them under a header that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from expolens.layouts.mapping import Mapping
from expolens.layouts.similar import like_personal, of_contacts, sampled
from expolens.readers.grid import Grid
from expolens.values import FIELDS
from expolens.values.contact import mail_masked, masked

# Fields a person writes sentences in; whatever else is of type text is a code, a word or a number.
_FREE = ("intro", "business_scope", "attendance_note", "address", "found_name", "asked_name")

__all__ = ["masked", "masked_cells", "maskers", "personal_headers"]


def personal_headers(grid: Grid, mapping: Mapping) -> tuple[str, ...]:
    """Return the columns that are withheld: those understood as personal, and of those that are not used the ones whose header speaks of a person, or whose values are mostly phones, mail addresses or identity numbers.

    In the order of the grid.
    """
    return tuple(
        header
        for index, header in enumerate(grid.header)
        if header in mapping.personal
        or (
            header not in mapping.columns
            and (
                (header in mapping.unread and like_personal(header))
                or of_contacts(sampled(grid, index))
            )
        )
    )


def maskers(
    grid: Grid, mapping: Mapping, withheld: Collection[str] | None = None
) -> dict[str, Callable[[str], str]]:
    """Return by column what its cells go through before they are stored: sentences and what nobody understood lose phones, mail addresses and identity numbers, addresses of sites lose mail addresses.

    *** stands there instead, in everything that is written. A column that is withheld as a whole has none; `withheld` are
    those where they are known already.
    """
    found: dict[str, Callable[[str], str]] = {}
    withheld = set(personal_headers(grid, mapping) if withheld is None else withheld)
    for header in grid.header:
        field = mapping.columns.get(header, "")
        if header in withheld:
            continue
        if field not in FIELDS or field in _FREE:
            found[header] = masked
        elif FIELDS[field].type == "url":
            found[header] = mail_masked
    return found


def masked_cells(grid: Grid, mapping: Mapping, withheld: Collection[str] | None = None) -> int:
    """Count the cells in which something is withheld: to be said."""
    total = 0
    for header, mask in maskers(grid, mapping, withheld).items():
        at = grid.header.index(header)
        counts = Counter(row.cells[at] for row in grid.rows)
        total += sum(n for text, n in counts.items() if mask(text) != text)
    return total
