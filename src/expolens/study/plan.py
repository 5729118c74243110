"""A protocol, with what a study changes in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from expolens.errors import StudyError, suggestion
from expolens.model.protocol import Protocol
from expolens.protocols import Source
from expolens.study.file import PLANS, TABLES, ProtocolHead
from expolens.study.shape import Place, keys_of, made, unknown_keys, values_of

_TITLES = {"population": "populations", "statistic": "statistics", "table": "tables", "figure": "figures",
           "sentence": "sentences", "section": "sections"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a plan: its typed keys, and where it is written (of a changed one, where the study changes it)."""

    values: dict[str, Any]
    place: Place


Entries = dict[str, dict[str, Entry]]
"""Kind of entry to id to entry, in order."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The protocol as the study has it, and the place of each entry by (kind, id)."""

    protocol: Protocol
    places: dict[tuple[str, str], Place]


def plan(
    source: Source, changes: dict[str, Any], place: Place, *, drop: Sequence[str], packs: Any
) -> Plan:
    """Merge a study's entries into a protocol: those of the same id key by key, others behind it; `drop` comes first.

    Raises StudyError for a mistake in either, two entries of one id, and a `drop` that takes nothing out.
    """
    origin = Place(source.file, source.text)
    unknown_keys(source.content, (*keys_of(ProtocolHead), *PLANS), origin)
    head_values = {k: v for k, v in source.content.items() if k not in PLANS}
    head = made(ProtocolHead, values_of(ProtocolHead, head_values, origin), origin)
    entries = {kind: _entries(kind, source.content, origin) for kind in PLANS}
    for number, pattern in enumerate(drop):
        _drop(entries, pattern, place.at("study", "drop", number))
    for kind in PLANS:
        for id_, own in _entries(kind, changes, place).items():
            old = entries[kind].get(id_)
            merged = {**old.values, **own.values} if old else own.values
            entries[kind][id_] = Entry(merged, own.place)
    parts = {
        _TITLES[kind]: tuple(made(TABLES[kind], e.values, e.place) for e in entries[kind].values())
        for kind in PLANS
    }
    protocol = Protocol(
        id=head.id, title=head.title, packs=head.packs if packs is None else packs, **parts
    )
    return Plan(
        protocol,
        {(kind, id_): entry.place for kind in PLANS for id_, entry in entries[kind].items()},
    )


def _entries(kind: str, content: dict[str, Any], place: Place) -> dict[str, Entry]:
    """Return the entries of one kind by id; StudyError for one without an id and for two of the same."""
    found: dict[str, Entry] = {}
    for number, raw in enumerate(tables_of(content, kind, place)):
        here = place.at(kind, number)
        values = values_of(TABLES[kind], raw, here)
        id_ = values.get("id", "")
        if not id_:
            raise StudyError(f"[[{kind}]] has no 'id'", where=str(here), todo='Add: id = "…"')
        if id_ in found:
            raise StudyError(
                f"two entries [[{kind}]] have the id '{id_}'",
                where=str(here.at("id")),
                have=f"The other is at {found[id_].place}.",
                todo="Give one of them another id.",
            )
        found[id_] = Entry(values, here)
    return found


def tables_of(content: dict[str, Any], name: str, place: Place) -> list[Any]:
    """Return the tables of an array `[[name]]`; StudyError where it is written as `[name]`."""
    raw = content.get(name, [])
    if not isinstance(raw, list):
        raise StudyError(
            f"'{name}' stands there as a single table",
            where=str(place.at(name)),
            have=f"You have [{name}].",
            todo=f"Write [[{name}]], once for each.",
        )
    return raw


def _drop(entries: Entries, pattern: str, place: Place) -> None:
    """Take out what a `drop` names: an id of any kind, `kind:id`, either with `*`."""
    kind_pattern, _, id_pattern = pattern.rpartition(":")
    taken = [
        (kind, id_)
        for kind in PLANS
        for id_ in entries[kind]
        if fnmatchcase(kind, kind_pattern or "*") and fnmatchcase(id_, id_pattern)
    ]
    if not taken:
        known = [id_ for kind in PLANS for id_ in entries[kind]]
        if kind_pattern:
            kinds = [kind for kind in PLANS if fnmatchcase(kind, kind_pattern)] or PLANS
            known = [f"{kind}:{id_}" for kind in kinds for id_ in entries[kind]]
        raise StudyError(
            f"the protocol has nothing to drop under '{pattern}'",
            where=str(place),
            todo=suggestion(pattern if kind_pattern else id_pattern, known),
        )
    for kind, id_ in taken:
        del entries[kind][id_]
    _follow(entries, taken)


def _follow(entries: Entries, taken: list[tuple[str, str]]) -> None:
    """Take out the tables and figures of dropped statistics, and what is dropped out of every section's items."""
    gone = set(taken)
    for kind in ("table", "figure"):
        for id_, entry in list(entries[kind].items()):
            names = entry.values.get("statistics", ())
            if any(("statistic", name.partition(".")[0]) in gone for name in names):
                del entries[kind][id_]
                gone.add((kind, id_))
    for entry in entries["section"].values():
        items = entry.values.get("items", ())
        entry.values["items"] = tuple(
            item for item in items if tuple(item.split(":", 1)) not in gone
        )
