"""What explanations are made of, indexed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from expolens.model.document import Appearance
from expolens.model.population import Population
from expolens.model.statistic import Cited, Statistic
from expolens.store.tables import Tables, to_rows


@dataclass(frozen=True, slots=True)
class Archive:
    """Tables by the keys that the way back asks for."""

    statistics: Mapping[str, Statistic]
    populations: Mapping[str, Population]
    cited: Mapping[str, Cited]
    counted: Mapping[str, list[tuple[str, str, str]]]
    members: Mapping[str, list[str]]
    names: Mapping[str, str]
    origin: Mapping[str, dict[str, tuple[str, str]]]
    own: Mapping[str, tuple[str, str]]
    places: Mapping[str, tuple[str, str, str]]
    sources: Mapping[str, dict[str, str]]
    appearances: Mapping[str, list[Appearance]]


def archive(tables: Tables) -> Archive:
    """Index the tables of a study; `appearances` may be missing. Personal columns are in none of them."""
    counted: dict[str, list[tuple[str, str, str]]] = {}
    for row in tables["counted"].to_pylist():
        counted.setdefault(row["statistic"], []).append((row["unit"], row["state"], row["value"]))
    members: dict[str, list[str]] = {}
    for row in tables["members"].to_pylist():
        members.setdefault(row["population"], []).append(row["unit"])
    names: dict[str, str] = {}
    own: dict[str, tuple[str, str]] = {}
    for row in tables["exhibitors"].to_pylist():
        names[row["id"]] = row["name"]
        own[row["id"]] = (row["records"][0].partition(":")[0], row["records"][0])
    for row in tables["companies"].to_pylist():
        names[row["id"]] = row["name"]
        own[row["id"]] = own[row["exhibitors"][0]]
    origin: dict[str, dict[str, tuple[str, str]]] = {}
    for row in (
        tables["profiles"]
        .select(["exhibitor", "company", "field", "source", "record", "raw"])
        .to_pylist()
    ):
        for unit in (row["exhibitor"], row["company"]):
            origin.setdefault(unit, {}).setdefault(row["field"], (row["record"], row["raw"]))
    for row in (
        tables["labels"].select(["exhibitor", "vocabulary", "record", "evidence"]).to_pylist()
    ):
        origin.setdefault(row["exhibitor"], {}).setdefault(
            row["vocabulary"], (row["record"], row["evidence"])
        )
    records = tables["records"].select(["key", "source", "place", "cells"])
    wanted = {record for _, record in own.values()} | {
        record for of in origin.values() for record, _ in of.values()
    }
    places = {
        key: (source, place, cells)
        for key, source, place, cells in zip(
            *(records[name].to_pylist() for name in ("key", "source", "place", "cells")),
            strict=True,
        )
        if key in wanted
    }
    return Archive(
        {one.id: one for one in to_rows("statistics", Statistic, tables["statistics"])},
        {one.id: one for one in to_rows("populations", Population, tables["populations"])},
        {one.id: one for one in to_rows("cited", Cited, tables["cited"])},
        counted,
        members,
        names,
        origin,
        own,
        places,
        {
            row["id"]: row
            for row in tables["sources"]
            .select(["id", "file", "date", "sha256", "title"])
            .to_pylist()
        },
        _appearances(tables),
    )


def _appearances(tables: Tables) -> dict[str, list[Appearance]]:
    found: dict[str, list[Appearance]] = {}
    if "appearances" in tables:
        for one in to_rows("appearances", Appearance, tables["appearances"]):
            found.setdefault(one.statistic, []).append(one)
    return found
