"""Records and exhibitors as parties to be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
from pyarrow import compute

from expolens.matching import Party
from expolens.model.exhibitor import Exhibitor
from expolens.names import comparable_name
from expolens.store.tables import Tables
from expolens.values.gazetteer import provinces
from expolens.values.website import host

_KINDS = ("legal", "english", "short", "former")


def _code(slug: str) -> str:
    return provinces()[slug].code if slug in provinces() else ""


_NOTHING = frozenset[str]()


def _rank(name: tuple[str, str]) -> int:
    return _KINDS.index(name[1])


_READ = {"website": host, "province": _code}


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of records for comparing: their names in order, codes, countries, websites, provinces, the names they were asked for by."""

    names: Mapping[str, list[tuple[str, str]]]
    codes: Mapping[str, frozenset[str]]
    countries: Mapping[str, frozenset[str]]
    domains: Mapping[str, frozenset[str]]
    regions: Mapping[str, frozenset[str]]
    asked: Mapping[str, str]

    def party(self, key: str, records: Iterable[str]) -> Party:
        """Return the party of one or more records: all their names, legal ones first, and what else tells them from others."""
        own = list(records)
        if len(own) == 1:
            return self._alone(key, own[0])
        names = dict.fromkeys(pair for record in own for pair in self.names.get(record, ()))
        ordered = sorted(names, key=_rank)
        known = (
            frozenset[str]().union(*(one.get(record, frozenset()) for record in own))
            for one in (self.codes, self.countries, self.domains, self.regions)
        )
        return Party(key, tuple(ordered), *known)

    def _alone(self, key: str, record: str) -> Party:
        """Return the party of one record: as most are, it takes no putting together."""
        names = dict.fromkeys(self.names.get(record, ()))
        ordered = sorted(names, key=_rank) if len(names) > 1 else names
        known = (self.codes, self.countries, self.domains, self.regions)
        return Party(key, tuple(ordered), *[one.get(record, _NOTHING) for one in known])

    def answering(self, record: str) -> Party:
        """Return a record of a registry or library, with the name it was asked for by where that is not among its own.

        A row that answers nothing (no name, no code) is nobody's candidate, whatever it was asked for.
        """
        party = self.party(record, [record])
        if not party.names and not party.codes:
            return party
        asked = self.asked.get(record, "")
        if not asked or comparable_name(asked) in {
            comparable_name(text) for text, _ in party.names
        }:
            return party
        return replace(party, names=(*party.names, (asked, "asked")))


def words_of(tables: Tables) -> Words:
    """Read of all records the names, and the facts that tell one company from another."""
    names: dict[str, list[tuple[str, str]]] = {}
    table = tables["names"]
    for record, text, kind in zip(
        *(table[name].to_pylist() for name in ("record", "text", "kind")), strict=True
    ):
        names.setdefault(record, []).append((text, kind))
    values: dict[str, dict[str, frozenset[str]]] = {
        "credit_code": {}, "country": {}, "website": {}, "province": {},
    }  # fmt: skip
    asked: dict[str, str] = {}
    facts = tables["facts"]
    wanted = compute.and_(
        compute.is_in(facts["field"], value_set=pa.array([*values, "asked_name"])),
        compute.is_valid(facts["value"]),
    )
    kept = facts.filter(wanted)
    alone: dict[str, frozenset[str]] = {}
    for record, field, text in zip(
        *(kept[name].to_pylist() for name in ("record", "field", "value")), strict=True
    ):
        if field == "asked_name":
            asked[record] = text
            continue
        value = _READ.get(field, str)(text)
        if value:
            # Countries and provinces are few: records that have the same share one set.
            one = alone.setdefault(value, frozenset({value}))
            known = values[field]
            known[record] = known[record] | one if record in known else one
    codes, countries, domains, regions = values.values()
    return Words(names, codes, countries, domains, regions, asked)


def asked_for(exhibitor: Exhibitor, words: Words, records: Collection[str]) -> bool:
    """Tell whether a source that names what it was asked for was asked for this exhibitor."""
    own = {
        comparable_name(text)
        for record in exhibitor.records
        for text, _ in words.names.get(record, ())
    }
    return any(
        comparable_name(words.asked[record]) in own for record in records if record in words.asked
    )
