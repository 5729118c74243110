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

_KINDS = ("legal", "english", "short", "former")


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of records for comparing: their names in order, their codes, the names they were asked for by."""

    names: Mapping[str, list[tuple[str, str]]]
    codes: Mapping[str, frozenset[str]]
    countries: Mapping[str, frozenset[str]]
    asked: Mapping[str, str]

    def party(self, key: str, records: Iterable[str]) -> Party:
        """Return the party of one or more records: all their names, legal ones first, and codes."""
        names: dict[tuple[str, str], None] = {}
        codes: frozenset[str] = frozenset()
        countries: frozenset[str] = frozenset()
        for record in records:
            names |= dict.fromkeys(self.names.get(record, ()))
            codes |= self.codes.get(record, frozenset())
            countries |= self.countries.get(record, frozenset())
        ordered = sorted(names, key=lambda pair: _KINDS.index(pair[1]))
        return Party(key, tuple(ordered), codes, countries)

    def answering(self, record: str) -> Party:
        """Return a record of a registry or library, with the name it was asked for by where that is not among its own.

        A row that answers nothing (no name, no code) is nobody's candidate, whatever it was asked for.
        """
        party = self.party(record, [record])
        if not party.names and not party.codes:
            return party
        asked = self.asked.get(record, "")
        own = {comparable_name(text) for text, _ in party.names}
        if not asked or comparable_name(asked) in own:
            return party
        return replace(party, names=(*party.names, (asked, "asked")))


def words_of(tables: Tables) -> Words:
    """Read the names, credit codes and asked names of all records."""
    names: dict[str, list[tuple[str, str]]] = {}
    table = tables["names"]
    for record, text, kind in zip(
        *(table[name].to_pylist() for name in ("record", "text", "kind")), strict=True
    ):
        names.setdefault(record, []).append((text, kind))
    values: dict[str, dict[str, frozenset[str]]] = {"credit_code": {}, "country": {}}
    asked: dict[str, str] = {}
    facts = tables["facts"]
    wanted = compute.and_(
        compute.is_in(facts["field"], value_set=pa.array([*values, "asked_name"])),
        compute.is_valid(facts["value"]),
    )
    for row in facts.filter(wanted).select(["record", "field", "value"]).to_pylist():
        if row["field"] == "asked_name":
            asked[row["record"]] = row["value"]
            continue
        known = values[row["field"]]
        known[row["record"]] = known.get(row["record"], frozenset()) | {row["value"]}
    return Words(names, values["credit_code"], values["country"], asked)


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
