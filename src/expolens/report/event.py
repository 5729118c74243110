"""The profile of the event, which opens the report."""

from __future__ import annotations

from expolens.model.document import Cell, Section, Table
from expolens.report.ledger import Ledger


def dates(ledger: Ledger) -> str:
    """Return when the event took place, "" where that is not known."""
    one = ledger.study.event
    if not one.end or one.start == one.end:
        return one.start
    return ledger.word("event_prose.span", start=one.start, end=one.end)


def event(ledger: Ledger) -> Section | None:
    """Set out what the organiser states, as far as it is known; None where nothing but a name is."""
    one, language = ledger.study.event, ledger.language
    given = {
        "name": one.name.within(language),
        "series": one.series.within(language),
        "organiser": one.organiser.within(language),
        "first_year": one.first_year,
        "editions": one.editions,
        "cycle": one.cycle.within(language),
        "dates": dates(ledger),
        "place": one.place.within(language),
        "attendance": one.attendance.within(language),
        "forums": one.forums,
        "exhibitors": one.exhibitors,
        "url": one.url,
        "sources": one.sources,
    }
    known = {name: str(value) for name, value in given.items() if value}
    if set(known) <= {"name"}:
        return None
    rows = tuple((Cell(ledger.word(f"event.{name}")), Cell(text)) for name, text in known.items())
    table = Table("event", 0, ledger.word("event_prose.title"), (), rows, (), "column")
    return Section("event", ledger.word("section.event"), (table,))
