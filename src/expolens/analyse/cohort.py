"""The units of a study in an engine that answers conditions and gives values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import duckdb
import pyarrow as pa

from expolens.errors import StudyError, suggestion
from expolens.model.absence import NO_RECORD
from expolens.model.profile import Label, Profile
from expolens.model.source import Source, documented
from expolens.model.text import Text
from expolens.store.tables import Tables, to_rows
from expolens.store.where import Condition, walked

_UNITS = """
CREATE TABLE unit AS
SELECT m.unit AS id,
       min(m.position) AS position,
       first(e.name ORDER BY m.position) AS name,
       bool_or(e.included) AS included,
       bool_or(e.listed) AS listed,
       CASE WHEN bool_or(e.attendance = 'present') THEN 'present' WHEN bool_or(e.attendance = 'unclear') THEN 'unclear'
            WHEN bool_or(e.attendance = 'unknown') THEN 'unknown' ELSE 'absent' END AS attendance,
       list_sort(list_distinct(flatten(list(coalesce(s.sources, []))))) AS sources,
       list_sort(list_distinct(flatten(list(coalesce(f.found, []))))) AS found,
       list_sort(list_distinct(flatten(list(coalesce(f.looked_up, []))))) AS looked_up,
       list_sort(list_distinct(flatten(list(coalesce(l.labels, []))))) AS labels,
       list_sort(list_distinct(flatten(list(coalesce(l.vocabularies, []))))) AS vocabularies
FROM unit_of m
JOIN exhibitors e ON e.id = m.exhibitor
LEFT JOIN (SELECT x.id, list(DISTINCT r.source) AS sources
           FROM (SELECT id, unnest(records) AS record FROM exhibitors) x JOIN records r ON r.key = x.record GROUP BY x.id) s ON s.id = e.id
LEFT JOIN (SELECT exhibitor, list(DISTINCT role) FILTER (outcome = 'found') AS found,
                  list(DISTINCT role) FILTER (outcome <> 'not_looked_up') AS looked_up FROM lookups GROUP BY exhibitor) f ON f.exhibitor = e.id
LEFT JOIN (SELECT exhibitor, list(DISTINCT vocabulary || '.' || concept) AS labels, list(DISTINCT vocabulary) AS vocabularies
           FROM labels GROUP BY exhibitor) l ON l.exhibitor = e.id
GROUP BY m.unit ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Value:
    """One unit's value of a field, as in `Profile`; a unit without a profile of it has the absence no_record."""

    unit: str
    value: str | None
    low: float | None
    high: float | None
    absence: str | None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The units in order with their names, profiles and labels, and an in-memory database that judges conditions."""

    database: duckdb.DuckDBPyConnection
    units: tuple[str, ...]
    names: dict[str, str]
    profiles: dict[tuple[str, str], Profile]
    labels: dict[tuple[str, str], list[Label]]
    fields: frozenset[str]
    vocabularies: frozenset[str]
    documented: Mapping[str, frozenset[str]]
    terms: Mapping[str, Mapping[str, Text]]

    def judged(self, condition: Condition, among: Sequence[str]) -> dict[str, bool | None]:
        """Return unit to true, false or None (unknown) for the units `among`, in their order.

        StudyError for a term that nobody in the study has, though somebody has terms of its vocabulary.
        """
        for vocabulary, concept in condition.names.labels:
            self._has(vocabulary, concept, condition)
        joins = "".join(
            f" LEFT JOIN (SELECT * FROM profile WHERE field = '{name}') AS p_{name}"  # noqa: S608 - a known field
            f" ON p_{name}.unit = unit.id"
            for name in walked(condition.names)
        )
        query = f"SELECT unit.id, {condition.sql} FROM unit{joins}"  # noqa: S608 - compiled from a whitelist
        try:
            found = dict(self.database.execute(query).fetchall())
        except duckdb.InterruptException as error:
            raise KeyboardInterrupt from error
        except duckdb.Error as error:
            raise StudyError(
                f"the condition cannot be judged: {condition.text}",
                have=str(error).split("\n", 1)[0],
            ) from error
        return {unit: found.get(unit) for unit in among}

    def _has(self, vocabulary: str, concept: str, condition: Condition) -> None:
        """Raise StudyError where terms of a vocabulary are known and none of them is `concept`."""
        terms = self.terms.get(vocabulary, {})
        if not terms or concept in terms:
            return
        written = {text: slug for slug, one in terms.items() for text in (one.en, one.zh) if text}
        near = get_close_matches(concept, [*terms, *written], n=1)
        slug = written.get(near[0], near[0]) if near else ""
        raise StudyError(
            f"nobody has the {vocabulary} '{concept}' in the condition: {condition.text}",
            where=condition.where,
            todo=suggestion(slug or concept, terms),
        )

    def values(self, field: str, among: Iterable[str]) -> list[Value]:
        """Return the value of `field` for each unit, in order."""
        return [self._value(unit, field) for unit in among]

    def _value(self, unit: str, field: str) -> Value:
        profile = self.profiles.get((unit, field))
        if profile is None:
            return Value(unit, None, None, None, NO_RECORD)
        return Value(unit, profile.value, profile.low, profile.high, profile.absence)


def cohort(tables: Tables, *, unit: str) -> Cohort:
    """Load the tables of a study; `unit` is exhibitor or company, and a company has its first exhibitor's profile."""
    unit_of = _unit_of(tables, unit)
    database = duckdb.connect(":memory:", config={"threads": 1})
    for name in ("exhibitors", "records", "lookups", "labels"):
        database.register(f"{name}_arrow", tables[name].select(_COLUMNS[name]))
        database.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_arrow")  # noqa: S608 - our own names
    units = {
        "unit": list(unit_of.values()),
        "exhibitor": list(unit_of),
        "position": list(range(len(unit_of))),
    }
    database.register(
        "unit_of_arrow",
        pa.table(
            {
                "unit": pa.array(units["unit"], pa.string()),
                "exhibitor": pa.array(units["exhibitor"], pa.string()),
                "position": pa.array(units["position"], pa.int64()),
            }
        ),
    )
    database.execute("CREATE TABLE unit_of AS SELECT * FROM unit_of_arrow")
    database.execute(_UNITS)
    profiles, labels = _profiles(tables, unit_of), _labels(tables, unit_of)
    rows: list[tuple[Any, ...]] = [
        (*key, one.value, one.low, one.high, one.absence) for key, one in profiles.items()
    ]
    columns = list(zip(*rows, strict=True)) or [()] * 6
    types = (*[pa.string()] * 3, *[pa.float64()] * 2, pa.string())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    database.register(
        "profile_arrow",
        pa.table(arrays, names=["unit", "field", "value", "low", "high", "absence"]),
    )
    database.execute("CREATE TABLE profile AS SELECT * FROM profile_arrow")
    for view in (
        "exhibitors_arrow",
        "records_arrow",
        "lookups_arrow",
        "labels_arrow",
        "unit_of_arrow",
        "profile_arrow",
    ):
        database.unregister(view)
    database.execute("SET enable_external_access = false; SET lock_configuration = true")
    known = database.execute("SELECT id, name FROM unit ORDER BY position").fetchall()
    return Cohort(
        database,
        tuple(row[0] for row in known),
        dict(known),
        profiles,
        labels,
        frozenset(key[1] for key, one in profiles.items()),
        frozenset(key[1] for key in labels),
        _documented(tables, unit_of),
        _terms(labels),
    )


def _documented(tables: Tables, unit_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return by field the units with a record, of their own or found, in a source that has the field."""
    pairs = [
        (unit_of[row["id"]], record)
        for row in tables["exhibitors"].select(["id", "records"]).to_pylist()
        for record in row["records"]
    ]
    links = tables["links"].select(["exhibitor", "record", "status"]).to_pylist()
    pairs += [
        (unit_of[row["exhibitor"]], row["record"]) for row in links if row["status"] == "accepted"
    ]
    return documented(pairs, to_rows("sources", Source, tables["sources"]))


def _profiles(tables: Tables, unit_of: Mapping[str, str]) -> dict[tuple[str, str], Profile]:
    """Return the profile of each unit and field: the first that holds a value."""
    profiles: dict[tuple[str, str], Profile] = {}
    for profile in to_rows("profiles", Profile, tables["profiles"]):
        key = (unit_of[profile.exhibitor], profile.field)
        if key not in profiles or (profiles[key].value is None and profile.value is not None):
            profiles[key] = profile
    return profiles


def _labels(tables: Tables, unit_of: Mapping[str, str]) -> dict[tuple[str, str], list[Label]]:
    """Return the labels of each unit and vocabulary."""
    labels: dict[tuple[str, str], list[Label]] = {}
    for label in to_rows("labels", Label, tables["labels"]):
        labels.setdefault((unit_of[label.exhibitor], label.vocabulary), []).append(label)
    return labels


def _terms(labels: Mapping[tuple[str, str], Sequence[Label]]) -> dict[str, dict[str, Text]]:
    """Return by vocabulary every concept that anybody has, with its label."""
    terms: dict[str, dict[str, Text]] = {}
    for (_, vocabulary), several in labels.items():
        for one in several:
            terms.setdefault(vocabulary, {}).setdefault(one.concept, Text(one.en, one.zh))
    return terms


_COLUMNS = {
    "exhibitors": ["id", "name", "listed", "attendance", "included", "records"],
    "records": ["key", "source"],
    "lookups": ["exhibitor", "role", "outcome"],
    "labels": ["exhibitor", "vocabulary", "concept"],
}


def _unit_of(tables: Tables, unit: str) -> dict[str, str]:
    """Return exhibitor to unit for the included exhibitors, in order."""
    rows = tables["exhibitors"].select(["id", "included"]).to_pylist()
    included = [row["id"] for row in rows if row["included"]]
    everybody = [row["id"] for row in rows]
    if unit != "company":
        return {one: one for one in everybody}
    company = {
        one: row["id"] for row in tables["companies"].to_pylist() for one in row["exhibitors"]
    }
    return {
        one: company.get(one, one)
        for one in (*included, *(one for one in everybody if one not in set(included)))
    }
