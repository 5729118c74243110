"""The fewest words that stand on one exhibitor or one record alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expolens.decisions.replay import Finder, finder, units_of
from expolens.model.decision import Quote
from expolens.model.exhibitor import Exhibitor
from expolens.store.tables import Tables, to_rows


@dataclass(frozen=True, slots=True)
class Known:
    """What quotes are checked against: the exhibitors, the exhibitor of each of their records, and the records that words stand on."""

    exhibitors: Mapping[str, Exhibitor]
    unit_of: Mapping[str, str]
    find: Finder


def known(tables: Tables) -> Known:
    """Read what quotes are checked against."""
    exhibitors = {one.id: one for one in to_rows("exhibitors", Exhibitor, tables["exhibitors"])}
    unit_of = {record: one.id for one in exhibitors.values() for record in one.records}
    return Known(exhibitors, unit_of, finder(tables))


def exhibitor_quote(
    name: str, booth: str, source: str, *, within: tuple[Known, str]
) -> Quote | None:
    """Return the fewest words that stand on the exhibitor `within` names alone ("" for any one), None where none do."""
    all_, id_ = within
    quotes = [
        Quote(name=name),
        Quote(name=name, booth=booth),
        Quote(source=source, name=name),
        Quote(source=source, name=name, booth=booth),
    ]
    if not name:
        quotes = [Quote(booth=booth), Quote(source=source, booth=booth)]
    alone = [quote for quote in quotes if _one_row_a_source(quote, all_)]
    # The roster compares rows: words that stand on two rows of one list are of neither; nor is a name that several records of a registry bear.
    return narrowed([*alone, *quotes], all_.find, all_.unit_of, id_)


def _one_row_a_source(quote: Quote, all_: Known) -> bool:
    rows = [key.partition(":")[0] for key in all_.find.records_of(quote)]
    return len(rows) == len(set(rows))


def row_quote(name: str, booth: str, record: str, *, within: Known) -> Quote | None:
    """Return the fewest words that stand on one row of the lists and on-site sheets alone, None where none do."""
    source = record.partition(":")[0]
    quotes = [
        Quote(name=name),
        Quote(source=source, name=name),
        Quote(source=source, name=name, booth=booth),
    ]
    if not name:
        quotes = [Quote(booth=booth), Quote(source=source, booth=booth)]
    return narrowed(quotes, within.find, {key: key for key in within.unit_of}, record)


def record_quote(name: str, code: str, source: str, *, within: tuple[Known, str]) -> Quote | None:
    """Return the fewest words that stand on the record `within` names alone ("" for any one), None where none do."""
    all_, key = within
    return narrowed(
        [
            Quote(source=source, name=name),
            Quote(source=source, name=name, code=code),
            Quote(source=source, code=code),
        ],
        all_.find,
        {key: key for key in all_.find.words},
        key if key in all_.find.words else "",
    )


def narrowed(
    quotes: Sequence[Quote], find: Finder, unit_of: Mapping[str, str], unit: str
) -> Quote | None:
    """Return the first quote that stands on one unit (on `unit`, unless that is ""), or None."""
    for quote in quotes:
        found = units_of(quote, find, unit_of)
        if found.outcome == "applied" and unit in ("", *found.units):
            return quote
    return None
