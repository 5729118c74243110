"""What explanations are made of, indexed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import compute

from expolens.model.decision import Applied
from expolens.model.document import Appearance
from expolens.model.exhibitor import Exclusion, Exhibitor, Mark
from expolens.model.match import Company
from expolens.model.population import Population
from expolens.model.source import ROLES, Source
from expolens.model.statistic import Cited, Counted, Statistic
from expolens.store.tables import Tables, to_rows

DECIDED = ("roster", "resolve", "enrich", "classify")
Cell = tuple[str, str]
"""A record's key and the text that stands in it."""
Place = tuple[str, str, str]
"""The source of a record, where it stands there, and the address of its page, "" where it has none."""
Column = tuple[str, str]
"""The header of a column, and what its sheet calls it, "" where there is no sheet."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Tables by the keys that the way back asks for.

    A unit is an exhibitor or a company. `own` are its records, the first its own, `cells` where its value of a field stands, `terms`
    where its term of a vocabulary does, `marks` what checkers noted, `links` its record in each source. A value
    that a person gave stands in no record: its cell names the decision, and `said` is what that says.
    """

    statistics: Mapping[str, Statistic]
    populations: Mapping[str, Population]
    cited: Mapping[str, Cited]
    counted: Mapping[str, list[Counted]]
    members: Mapping[str, list[str]]
    names: Mapping[str, str]
    own: Mapping[str, tuple[str, ...]]
    cells: Mapping[tuple[str, str], Cell]
    terms: Mapping[tuple[str, str, str], Cell]
    marks: Mapping[str, Cell]
    links: Mapping[tuple[str, str], str]
    places: Mapping[str, Place]
    columns: Mapping[tuple[str, str], Column]
    fetched: Mapping[tuple[str, str], str]
    sources: Mapping[str, Mapping[str, str]]
    said: Mapping[str, str]
    excluded: Mapping[str, str]
    decisions: Mapping[str, list[Applied]]
    appearances: Mapping[str, list[Appearance]]


def archive(tables: Tables) -> Archive:
    """Index the tables of a study; `appearances` may be missing. Personal columns are in none of them."""
    exhibitors = to_rows("exhibitors", Exhibitor, tables["exhibitors"])
    companies = to_rows("companies", Company, tables["companies"])
    sources = {
        row["id"]: row
        for row in tables["sources"]
        .select(["id", "role", "file", "date", "sha256", "title"])
        .to_pylist()
    }
    columns = to_rows("sources", Source, tables["sources"])
    links = _links(tables["links"], sources)
    own = {one.id: one.records for one in exhibitors}
    own |= {one.id: own[one.exhibitors[0]] for one in companies}
    for one in companies:
        for role in ROLES:
            records = (links[other, role] for other in one.exhibitors if (other, role) in links)
            if record := next(records, ""):
                links[one.id, role] = record
    cells, terms = _cells(tables["profiles"]), _terms(tables["labels"])
    marks = _marks(tables["marks"], {one.id: one.attendance for one in exhibitors})
    wanted = {record for records in own.values() for record in records}
    wanted |= {record for record, _ in (*cells.values(), *terms.values(), *marks.values())}
    return Archive(
        statistics={one.id: one for one in to_rows("statistics", Statistic, tables["statistics"])},
        populations={
            one.id: one for one in to_rows("populations", Population, tables["populations"])
        },
        cited={one.id: one for one in to_rows("cited", Cited, tables["cited"])},
        counted=_counted(tables["counted"]),
        members=_members(tables["members"]),
        names={one.id: one.name for one in exhibitors} | {one.id: one.name for one in companies},
        own=own,
        cells=cells,
        terms=terms,
        marks=marks,
        links=links,
        places=_places(tables["records"], wanted | set(links.values())),
        columns=_columns(columns),
        fetched={(one["source"], one["url"]): _when(one) for one in tables["pages"].to_pylist()},
        sources=sources,
        said=_said(tables),
        excluded=_excluded(tables["exclusions"], companies),
        decisions=_decisions(tables),
        appearances=_appearances(tables),
    )


def _excluded(exclusions: pa.Table, companies: Sequence[Company]) -> dict[str, str]:
    """Return why each unit is not among those that attended; of a company what is said of the least clear of its exhibitors."""
    found = {
        one.exhibitor: one.reason
        for one in to_rows("exclusions", Exclusion, exclusions)
        if one.stage == "attendance"
    }
    for company in companies:
        reasons = {found[one] for one in company.exhibitors if one in found}
        if reasons:
            found[company.id] = max(reasons)
    return found


def _marks(marks: pa.Table, attendance: Mapping[str, str]) -> dict[str, Cell]:
    """Return the mark of each exhibitor: the first that says what was made of all of them, else the last."""
    found: dict[str, Cell] = {}
    settled: set[str] = set()
    for one in to_rows("marks", Mark, marks):
        if one.exhibitor not in settled:
            found[one.exhibitor] = (one.record, " ".join(filter(None, (one.status, one.note))))
        if one.status == attendance.get(one.exhibitor):
            settled.add(one.exhibitor)
    return found


def _counted(counted: pa.Table) -> dict[str, list[Counted]]:
    found: dict[str, list[Counted]] = {}
    for one in to_rows("counted", Counted, counted):
        found.setdefault(one.statistic, []).append(one)
    return found


def _members(members: pa.Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in members.to_pylist():
        found.setdefault(row["population"], []).append(row["unit"])
    return found


def _links(links: pa.Table, sources: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], str]:
    """Return the accepted record of each exhibitor in each role."""
    found: dict[tuple[str, str], str] = {}
    for row in links.select(["exhibitor", "record", "source", "status"]).to_pylist():
        if row["status"] == "accepted":
            found.setdefault((row["exhibitor"], sources[row["source"]]["role"]), row["record"])
    return found


def _cells(profiles: pa.Table) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], Cell] = {}
    columns = ["exhibitor", "company", "field", "record", "raw", "rule", "source"]
    for row in profiles.select(columns).to_pylist():
        decided = row["source"].removeprefix("decision ") if row["rule"] == "decision" else ""
        for unit in (row["exhibitor"], row["company"]):
            found.setdefault((unit, row["field"]), (decided or row["record"], row["raw"]))
    return found


def _terms(labels: pa.Table) -> dict[tuple[str, str, str], Cell]:
    """Return where the terms stand: by their slug, and the first of each vocabulary under ""."""
    found: dict[tuple[str, str, str], Cell] = {}
    columns = ["exhibitor", "vocabulary", "concept", "record", "evidence", "by"]
    for row in labels.select(columns).to_pylist():
        cell = (row["record"] or row["by"], row["evidence"])
        for concept in (row["concept"], ""):
            found.setdefault((row["exhibitor"], row["vocabulary"], concept), cell)
    return found


def _columns(sources: Sequence[Source]) -> dict[tuple[str, str], Column]:
    """Return for each source and field the first column that gives it, with what its sheet calls that."""
    found: dict[tuple[str, str], Column] = {}
    for one in sources:
        letters = dict(entry.rpartition("=")[::2] for entry in one.letters)
        for entry in one.columns:
            header, _, rest = entry.rpartition("=")
            field = rest.partition("|")[0]
            found.setdefault((one.id, field), (header, letters.get(header, "")))
    return found


def _when(page: Mapping[str, str]) -> str:
    return f"{page['time']}, sha256 {page['sha256'][:12]}"


def _places(records: pa.Table, wanted: set[str]) -> dict[str, Place]:
    """Return source, place and page of the records that anything points to."""
    keys = pa.array(sorted(wanted), type=pa.string())
    rows = records.select(["key", "source", "place", "page"]).filter(
        compute.is_in(records["key"], value_set=keys)
    )
    return {row["key"]: (row["source"], row["place"], row["page"]) for row in rows.to_pylist()}


def _decisions(tables: Tables) -> dict[str, list[Applied]]:
    """Return what became of the decisions, by the exhibitors and records they touched."""
    found: dict[str, list[Applied]] = {}
    for stage in DECIDED:
        for one in to_rows(f"applied_{stage}", Applied, tables[f"applied_{stage}"]):
            if one.outcome == "applied":
                for subject in one.subject.split():
                    found.setdefault(subject, []).append(one)
    return found


def _said(tables: Tables) -> dict[str, str]:
    """Return what each decision says, behind its id."""
    return {
        one.decision: f"{one.decision}: {one.said}"
        for stage in DECIDED
        for one in to_rows(f"applied_{stage}", Applied, tables[f"applied_{stage}"])
        if one.said
    }


def _appearances(tables: Tables) -> dict[str, list[Appearance]]:
    found: dict[str, list[Appearance]] = {}
    if "appearances" in tables:
        for one in to_rows("appearances", Appearance, tables["appearances"]):
            found.setdefault(one.statistic, []).append(one)
    return found
