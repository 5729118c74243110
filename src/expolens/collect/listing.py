"""A list as what it names: each exhibitor once, with its rows, its stands and what else tells it from others."""

from __future__ import annotations

from dataclasses import dataclass

from expolens.layouts import Mapping
from expolens.matching import Party
from expolens.model.field import Field
from expolens.names import comparable_name, names_in
from expolens.readers.grid import Grid, Row
from expolens.values import FIELDS
from expolens.values.identifiers import credit_code
from expolens.values.missing import missing
from expolens.values.website import host

_KINDS = {"legal": 0, "english": 1, "short": 2, "former": 3}


@dataclass(frozen=True, slots=True)
class Listed:
    """One exhibitor of a list: its name as printed, the party it is compared as, its stands as printed, and where its rows are."""

    name: str
    party: Party
    booths: tuple[str, ...]
    places: tuple[str, ...]


def listing(grid: Grid, mapping: Mapping) -> tuple[Listed, ...]:
    """Return the exhibitors of a list in the order of their first rows; rows of the very same first name are one, a row without a name is none."""
    fields = {h: FIELDS[name] for h, name in mapping.columns.items() if name in FIELDS}
    known = [(grid.header.index(header), field) for header, field in fields.items()]
    marks = mapping.kind.missing if mapping.kind else ()
    found: dict[str, Listed] = {}
    for row in grid.rows:
        one = _listed(row, known, marks)
        if not one.name:
            continue
        key = comparable_name(one.party.names[0][0])
        found[key] = _together(found[key], one) if key in found else one
    return tuple(found.values())


def _listed(row: Row, known: list[tuple[int, Field]], marks: tuple[str, ...]) -> Listed:
    cells = [(field, row.cells[at]) for at, field in known if missing(row.cells[at], marks) is None]
    names = [
        (text, kind if field.id == "name" else field.kind or "legal")
        for field, cell in cells
        if field.type == "name"
        for text, kind in names_in(cell)
    ]
    names.sort(key=lambda pair: _KINDS.get(pair[1], 0))
    codes = [credit_code(cell).value for field, cell in cells if field.id == "credit_code"]
    hosts = [host(cell) for field, cell in cells if field.id == "website"]
    booths = tuple(" ".join(cell.split()) for field, cell in cells if field.id == "booth")
    party = Party(
        row.place,
        tuple(dict.fromkeys(names)),
        frozenset(filter(None, codes)),
        domains=frozenset(filter(None, hosts)),
    )
    return Listed(names[0][0] if names else "", party, booths, (row.place,))


def _together(first: Listed, again: Listed) -> Listed:
    """Return one exhibitor of two rows of it."""
    one, other = first.party, again.party
    party = Party(
        one.key,
        tuple(dict.fromkeys((*one.names, *other.names))),
        one.codes | other.codes,
        domains=one.domains | other.domains,
    )
    booths = tuple(dict.fromkeys((*first.booths, *again.booths)))
    return Listed(first.name, party, booths, (*first.places, *again.places))
