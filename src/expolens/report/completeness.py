"""How much is known of the exhibitors, field by field."""

from __future__ import annotations

from expolens.model.document import Cell, Table
from expolens.model.statistic import Statistic
from expolens.numbers.units import number_text
from expolens.report.ledger import Ledger
from expolens.values import FIELDS

KIND = "completeness"
_STATES = ("known", "silent", "unusable", "no_record")


def completeness(ledger: Ledger) -> Table | None:
    """Set out the first statistic of kind completeness, a row a field that is known of anybody; the four of a row add up to N.

    None where the study has none, or no field is known of anybody.
    """
    first = next((one.name for one in ledger.statistics.values() if one.kind == KIND), "")
    by_part = {one.part: one for one in ledger.of(first)} if first else {}
    rows = []
    for name, known in FIELDS.items():
        found = [by_part[f"{name}_{state}"] for state in _STATES if f"{name}_{state}" in by_part]
        if found and found[-1].n < found[-1].N:
            rows.append((Cell(known.label.within(ledger.language)), *map(_cell, found)))
    if not rows:
        return None
    header = (
        Cell(ledger.word("quality.column_field")),
        *(Cell(ledger.word(f"quality.column_{name}"), align="right") for name in _STATES),
    )
    title = ledger.word("quality.fields", N=next(iter(by_part.values())).N)
    return Table("fields", 0, title, header, tuple(rows), (ledger.word("quality.fields_note"),))


def _cell(one: Statistic) -> Cell:
    return Cell(number_text(one.n), one.id, align="right")
