"""Make exhibitors of list and attendance records, with every mark and every exclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pyarrow as pa
from pyarrow import compute

from expolens.decisions import finder, grouped, outcomes, standing, withdrawn
from expolens.model.decision import Applied, Decision
from expolens.model.exhibitor import Exclusion, Exhibitor, Mark
from expolens.model.source import Source
from expolens.model.study import SourcePlan
from expolens.names import language_of, without_legal_form
from expolens.roster.attendance import Sighting, attendance
from expolens.roster.entries import Entry, Groups, groups_of, places_of
from expolens.roster.grouping import joined
from expolens.roster.remarks import Noticed, remarks
from expolens.roster.roles import is_exhibitor
from expolens.roster.stands import RENAMED
from expolens.store.tables import Tables, to_rows, to_table
from expolens.values.marks import meaning

ROLES = ("list", "attendance")
_FIELDS = (
    "booth",
    "credit_code",
    "role",
    "attendance",
    "checker",
    "checked_on",
    "attendance_note",
    "found_name",
    "country",
    "province",
    "area",
    "website",
)
Values = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What all records of the roster say: values by record and field, sources, and plans by source id."""

    values: Values
    source_of: Mapping[str, str]
    sources: Mapping[str, Source]
    plans: Mapping[str, SourcePlan]
    sheets: tuple[Source, ...]

    def first(self, key: str, field: str) -> str:
        return next(iter(self.values.get(key, {}).get(field, ())), "")

    def day(self, key: str) -> str:
        """Return the day, or the part of the event, that an attendance record is of; "" where nothing says it."""
        return self.first(key, "checked_on") or self.plans[self.source_of[key]].day

    def has_marks(self, key: str) -> bool:
        """Tell whether the sheet of a record has a column for the mark."""
        return "attendance" in self.sources[self.source_of[key]].fields

    def status(self, key: str) -> str:
        """Return what an attendance record says: its mark; an empty one as the study file says; on a sheet without marks it was found."""
        if not self.has_marks(key):
            return "present"
        blank = self.plans[self.source_of[key]].blank or "unclear"
        mark = self.first(key, "attendance")
        return meaning(mark) if mark else blank


def roster(tables: Tables, *, decisions: Sequence[Decision], plans: Sequence[SourcePlan]) -> Tables:
    """Compare the official lists with the on-site sheets.

    An exhibitor is present (on any day or stand), absent, unclear (checkers disagree on one day and nobody decided, or it stands on
    no sheet that covers all) or unknown (no sheet at all). Rows none of whose roles is an exhibitor's (`roles.toml`, and `exclude_roles` of the study file) are out. Nothing is dropped:
    who is out is there with a reason, and a row without a name is an exhibitor without a name.
    """
    entries, seen = _entries(tables, plans)
    ours = [
        d
        for d in standing(decisions)
        if d.verdict in ("same", "different", "unsure", "include", "exclude", "mark")
    ]
    find = finder(tables, ours)
    said = grouped(ours, find, stage="roster", among={entry.key for entry in entries})
    groups, matches = joined(
        entries,
        same=((pair.left, pair.right, pair.decision) for pair in said.same),
        different=((pair.left, pair.right) for pair in said.different),
        undecided=[(pair.left, pair.right) for pair in (*said.unsure, *said.disputed)],
    )
    together = groups_of(entries, groups)
    unit_of = {entry.key: _id(key) for key, members in together.items() for entry in members}
    included, by_include = outcomes(
        (d for d in ours if d.verdict in ("include", "exclude")), find, unit_of, stage="roster"
    )
    marked, by_mark = outcomes(
        (d for d in ours if d.verdict == "mark"), find, unit_of, stage="roster"
    )
    sightings = _sightings(entries, seen, unit_of)
    exhibitors = [
        _exhibitor(
            _id(key),
            members,
            groups,
            seen,
            (sightings.get(_id(key), ()), included.get(_id(key)), marked.get(_id(key))),
        )
        for key, members in together.items()
    ]
    noticed = Noticed(sightings, _joined_rows(entries, groups), _unmarked(entries, seen, unit_of))
    applied = (*said.applied, *by_include, *by_mark, *withdrawn(decisions, stage="roster"))
    return {
        "exhibitors": to_table("exhibitors", exhibitors),
        "marks": to_table("marks", (one.mark for of in sightings.values() for one in of)),
        "exclusions": to_table("exclusions", _exclusions(exhibitors, sightings)),
        "roster_matches": to_table("roster_matches", matches),
        "remarks_roster": to_table(
            "remarks_roster", [*remarks(exhibitors, noticed), *said.remarks("roster")]
        ),
        "judgements_roster": to_table("judgements_roster", said.judgements),
        "applied_roster": to_table("applied_roster", _ours(applied)),
    }


def _ours(applied: Iterable[Applied]) -> list[Applied]:
    return list({(one.decision, one.subject): one for one in applied}.values())


def _id(key: str) -> str:
    return "x" + sha256(key.encode()).hexdigest()[:10]


def _entries(tables: Tables, plans: Sequence[SourcePlan]) -> tuple[list[Entry], _Seen]:
    """Return list records, then attendance records, with what is compared."""
    records = tables["records"].filter(
        compute.is_in(tables["records"]["role"], value_set=pa.array(ROLES))
    )
    rows = records.select(["key", "source", "role"]).to_pylist()
    rows.sort(key=lambda row: ROLES.index(row["role"]))
    keys = pa.array([row["key"] for row in rows], pa.string())
    names: dict[str, list[tuple[str, str]]] = {}
    mine = tables["names"].filter(compute.is_in(tables["names"]["record"], value_set=keys))
    for row in mine.to_pylist():
        names.setdefault(row["record"], []).append((row["text"], row["kind"]))
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    facts = tables["facts"]
    wanted = compute.and_(
        compute.is_in(facts["field"], value_set=pa.array(_FIELDS)),
        compute.is_in(facts["record"], value_set=keys),
    )
    for row in facts.filter(wanted).to_pylist():
        # A mark such as "待定" is no value anywhere else, but says something here.
        value = row["raw"].strip() if row["field"] == "attendance" else row["value"]
        if value:
            known = values.setdefault(row["record"], {})
            known[row["field"]] = (*known.get(row["field"], ()), value)
    sources = {source.id: source for source in to_rows("sources", Source, tables["sources"])}
    seen = _Seen(
        values,
        {row["key"]: row["source"] for row in rows},
        sources,
        {plan.id: plan for plan in plans},
        tuple(source for source in sources.values() if source.role == "attendance"),
    )
    entries = [
        Entry(
            row["key"],
            row["role"],
            tuple(names.get(row["key"], ())),
            frozenset(values.get(row["key"], {}).get("credit_code", ())),
            values.get(row["key"], {}).get("booth", ()),
            places_of(values.get(row["key"], {})),
        )
        for row in rows
    ]
    return entries, seen


def _sightings(
    entries: Iterable[Entry], seen: _Seen, unit_of: Mapping[str, str]
) -> dict[str, list[Sighting]]:
    """Return by exhibitor what each attendance record says; its checker is the row's, else the study file's."""
    found: dict[str, list[Sighting]] = {}
    for entry in entries:
        if entry.role != "attendance":
            continue
        source = seen.source_of[entry.key]
        status = seen.status(entry.key)
        mark = Mark(
            unit_of[entry.key],
            entry.key,
            "present" if status in ("renamed", "shared") else status,
            seen.first(entry.key, "checker") or seen.plans[source].checker or f"sheet {source}",
            seen.first(entry.key, "checked_on") or seen.sources[source].date,
            "; ".join(
                part
                for part in (
                    seen.first(entry.key, "attendance_note"),
                    status if status in ("renamed", "shared") else "",
                )
                if part
            ),
        )
        sighting = Sighting(mark, seen.day(entry.key), frozenset(entry.stands))
        found.setdefault(mark.exhibitor, []).append(sighting)
    return found


def _exhibitor(
    id_: str,
    members: Sequence[Entry],
    groups: Groups,
    seen: _Seen,
    said: tuple[Sequence[Sighting], Decision | None, Decision | None],
) -> Exhibitor:
    sightings, inclusion, mark = said
    listed = [entry for entry in members if entry.role == "list"]
    found = [entry for entry in members if entry.role == "attendance"]
    status, by = attendance(sightings, seen.sheets)
    if mark is not None:
        status, by = meaning(mark.value), f"{mark.by} ({mark.id})"
        status = "present" if status in ("renamed", "shared") else status
    included, reason = True, ""
    roles = [_excluded_roles(entry.key, seen) for entry in listed]
    if roles and all(roles):
        included, reason, by = False, f"role: {roles[0]}", "rule: role"
    if inclusion is not None:
        included = inclusion.verdict == "include"
        reason, by = ("" if included else inclusion.why), f"{inclusion.by} ({inclusion.id})"
    first = members[0]
    renamed = next(
        (seen.first(e.key, "found_name") for e in found if seen.first(e.key, "found_name")), ""
    )
    if listed and found and not renamed and groups.by.get(found[0].key) == RENAMED:
        renamed = found[0].name
    if renamed and without_legal_form(renamed) == without_legal_form(first.name):
        renamed = ""
    return Exhibitor(
        id=id_,
        name=first.name,
        name_en=next(
            (text for entry in members for text, _ in entry.names if language_of(text) == "en"), ""
        ),
        listed=bool(listed),
        attendance=status,
        included=included,
        reason=reason,
        by=by,
        renamed=renamed,
        records=tuple(entry.key for entry in members),
        booths=tuple(dict.fromkeys(booth for entry in members for booth in entry.booths)),
    )


def _excluded_roles(key: str, seen: _Seen) -> str:
    """Return the roles of a row if none of them is an exhibitor's, else ""."""
    roles = seen.values.get(key, {}).get("role", ())
    return (
        ""
        if is_exhibitor(roles, seen.plans[seen.source_of[key]].exclude_roles)
        else "、".join(roles)
    )


def _exclusions(
    exhibitors: Iterable[Exhibitor], sightings: Mapping[str, Sequence[Sighting]]
) -> Iterable[Exclusion]:
    for one in exhibitors:
        if not one.included:
            yield Exclusion(one.id, "roster", one.reason, one.by, "")
        elif one.attendance in ("absent", "unclear"):
            dates = [sighting.mark.date for sighting in sightings.get(one.id, ())]
            yield Exclusion(
                one.id, "attendance", one.attendance, one.by, dates[-1] if dates else ""
            )


def _unmarked(
    entries: Iterable[Entry], seen: _Seen, unit_of: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return exhibitor and words of every row without a mark in a sheet whose blank marks nobody explained."""
    found = []
    for entry in entries:
        plan = seen.plans[seen.source_of[entry.key]]
        if entry.role != "attendance" or plan.blank or not seen.has_marks(entry.key):
            continue
        if not seen.first(entry.key, "attendance"):
            found.append((unit_of[entry.key], f"{entry.name} ({plan.id})"))
    return found


def _joined_rows(entries: Iterable[Entry], groups: Groups) -> dict[str, str]:
    """Return the list records that were joined to an earlier list record, with the rule or decision."""
    listed = {entry.key for entry in entries if entry.role == "list"}
    return {key: by for key, by in groups.by.items() if key in listed}
