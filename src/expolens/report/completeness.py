"""How much is known of the exhibitors, field by field."""

from __future__ import annotations

from collections import Counter

from expolens.model.document import Cell, Table
from expolens.report.ledger import Ledger
from expolens.values import FIELDS

_LEFT_OUT = ("name", "code", "mark", "url")


def completeness(ledger: Ledger) -> Table | None:
    """Count for each field that a source has: known, not disclosed, unusable, no record; of everybody who is in and was not absent.

    The four add up to N in every row; what does not apply (a province, outside China) is known. None where no field is known of anybody.
    """
    inside = {
        one.id
        for one in ledger.exhibitors.values()
        if one.included and one.attendance not in ("absent", "unclear")
    }
    if not inside:
        return None
    states: dict[str, dict[str, str]] = {}
    for one in ledger.profiles:
        if one.exhibitor in inside:
            state = "known" if one.value is not None else one.absence or "unreadable"
            states.setdefault(one.field, {})[one.exhibitor] = state
    for vocabulary, units in ledger.labelled.items():
        documented = ledger.documented.get(vocabulary, frozenset())
        known_of = dict.fromkeys(documented & inside, "not_disclosed")
        states[vocabulary] = known_of | dict.fromkeys(units & inside, "known")
    rows = []
    for name, known in FIELDS.items():
        if name in states and not known.personal and known.type not in _LEFT_OUT:
            counts = Counter(states[name].values())
            told, silent = counts["known"] + counts["not_applicable"], counts["not_disclosed"]
            numbers = (
                told,
                silent,
                len(states[name]) - told - silent,
                len(inside) - len(states[name]),
            )
            cells = (Cell(str(n), align="right") for n in numbers)
            rows.append((Cell(known.label.within(ledger.language)), *cells))
    if not rows:
        return None
    names = ("known", "silent", "unread", "none")
    header = (
        Cell(ledger.word("quality.column_field")),
        *(Cell(ledger.word(f"quality.column_{name}"), align="right") for name in names),
    )
    title = ledger.word("quality.fields", N=len(inside))
    return Table("fields", 0, title, header, tuple(rows), (ledger.word("quality.fields_note"),))
