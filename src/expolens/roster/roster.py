"""Make exhibitors of list and attendance records, with every mark and every exclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pyarrow as pa
from pyarrow import compute

from expolens.decisions import finder, grouped, outcomes, standing, withdrawn
from expolens.model.decision import Applied, Decision
from expolens.model.exhibitor import Exclusion, Exhibitor, Mark, Remark
from expolens.model.source import Source
from expolens.model.study import SourcePlan
from expolens.names import language_of, without_legal_form
from expolens.roster.grouping import Entry, Groups, groups_of, joined
from expolens.roster.marks import is_exhibitor, meaning
from expolens.store.tables import Tables, to_rows, to_table

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
)
Values = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What all records of the roster say: values by record and field, sources, and plans by source id."""

    values: Values
    source_of: Mapping[str, str]
    sources: Mapping[str, Source]
    plans: Mapping[str, SourcePlan]
    ruled: Mapping[str, Decision]

    def first(self, key: str, field: str) -> str:
        return next(iter(self.values.get(key, {}).get(field, ())), "")

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

    An exhibitor is present, absent, unclear (checkers disagree and nobody decided, or it stands on no sheet that covers
    all) or unknown (no sheet at all). Rows none of whose roles is an exhibitor's (`roles.toml`, and `exclude_roles` of the study file) are out. Nothing is dropped:
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
    )
    together = groups_of(entries, groups)
    unit_of = {entry.key: _id(key) for key, members in together.items() for entry in members}
    included, by_include = outcomes(
        (d for d in ours if d.verdict in ("include", "exclude")), find, unit_of, stage="roster"
    )
    marked, by_mark = outcomes(
        (d for d in ours if d.verdict == "mark"), find, unit_of, stage="roster"
    )
    marks = tuple(_marks(entries, seen, unit_of))
    exhibitors = [
        _exhibitor(
            _id(key), members, groups, seen, (marks, included.get(_id(key)), marked.get(_id(key)))
        )
        for key, members in together.items()
    ]
    applied = (*said.applied, *by_include, *by_mark, *withdrawn(decisions, stage="roster"))
    return {
        "exhibitors": to_table("exhibitors", exhibitors),
        "marks": to_table("marks", marks),
        "exclusions": to_table("exclusions", _exclusions(exhibitors, marks)),
        "roster_matches": to_table("roster_matches", matches),
        "remarks_roster": to_table(
            "remarks_roster",
            [
                *_remarks(exhibitors, marks, _joined_rows(entries, groups)),
                *_unmarked(entries, seen, unit_of),
            ],
        ),
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
    seen = _Seen(
        values,
        {row["key"]: row["source"] for row in rows},
        {source.id: source for source in to_rows("sources", Source, tables["sources"])},
        {plan.id: plan for plan in plans},
        {},
    )
    entries = [
        Entry(
            row["key"],
            row["role"],
            tuple(names.get(row["key"], ())),
            frozenset(values.get(row["key"], {}).get("credit_code", ())),
            values.get(row["key"], {}).get("booth", ()),
        )
        for row in rows
    ]
    return entries, seen


def _marks(entries: Iterable[Entry], seen: _Seen, unit_of: Mapping[str, str]) -> Iterable[Mark]:
    """Yield what each attendance record says; its checker is the row's, else the study file's."""
    for entry in entries:
        if entry.role != "attendance":
            continue
        source = seen.source_of[entry.key]
        status = seen.status(entry.key)
        yield Mark(
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


def _exhibitor(
    id_: str,
    members: Sequence[Entry],
    groups: Groups,
    seen: _Seen,
    said: tuple[tuple[Mark, ...], Decision | None, Decision | None],
) -> Exhibitor:
    marks, inclusion, mark = said
    listed = [entry for entry in members if entry.role == "list"]
    found = [entry for entry in members if entry.role == "attendance"]
    attendance, by = _attendance([one for one in marks if one.exhibitor == id_], seen)
    if mark is not None:
        attendance, by = meaning(mark.value), f"{mark.by} ({mark.id})"
        attendance = "present" if attendance in ("renamed", "shared") else attendance
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
    if (
        listed
        and found
        and not renamed
        and groups.by.get(found[0].key, "").startswith("rule: same booth")
    ):
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
        attendance=attendance,
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


def _attendance(marks: Sequence[Mark], seen: _Seen) -> tuple[str, str]:
    """Return what the sheets say together, and who says it."""
    sheets = [source for source in seen.sources.values() if source.role == "attendance"]
    if not sheets:
        return "unknown", "rule: no attendance sheet"
    statuses = {mark.status for mark in marks} - {"unclear"}
    checkers = ", ".join(dict.fromkeys(mark.checker for mark in marks))
    if len(statuses) == 1:
        return statuses.pop(), checkers
    if marks:
        return "unclear", checkers
    if any(source.covers == "all" for source in sheets):
        return "absent", "rule: not on the on-site sheet, which covers all"
    return "unclear", "rule: on no on-site sheet"


def _exclusions(exhibitors: Iterable[Exhibitor], marks: Sequence[Mark]) -> Iterable[Exclusion]:
    dates = {mark.exhibitor: mark.date for mark in marks}
    for one in exhibitors:
        if not one.included:
            yield Exclusion(one.id, "roster", one.reason, one.by, "")
        elif one.attendance in ("absent", "unclear"):
            yield Exclusion(one.id, "attendance", one.attendance, one.by, dates.get(one.id, ""))


def _remarks(
    exhibitors: Sequence[Exhibitor], marks: Sequence[Mark], joined_rows: Mapping[str, str]
) -> Iterable[Remark]:
    """Yield what a person should look at: shared booths, names found otherwise, disagreements, joined rows, missing booths."""
    at: dict[str, list[Exhibitor]] = {}
    for one in exhibitors:
        for booth in one.booths:
            at.setdefault(booth.casefold(), []).append(one)
    for booth, there in at.items():
        if len(there) > 1:
            for one in there:
                others = ", ".join(other.name or other.id for other in there if other is not one)
                yield Remark("roster", "shared_booth", one.id, f"{booth}: {others}")
    has_booths = any(one.booths for one in exhibitors)
    statuses = {mark.exhibitor: Counter[str]() for mark in marks}
    for mark in marks:
        statuses[mark.exhibitor][mark.status] += 1
    for one in exhibitors:
        if has_booths and one.listed and not one.booths:
            yield Remark("roster", "no_booth", one.id, one.name)
        if len(one.booths) > 1:
            yield Remark("roster", "several_booths", one.id, "、".join(one.booths))
        if one.renamed:
            yield Remark("roster", "renamed", one.id, f"{one.name} → {one.renamed}")
        if not one.listed and one.attendance == "present":
            yield Remark("roster", "unlisted", one.id, one.name)
        if len(statuses.get(one.id, ())) > 1:
            said = ", ".join(f"{m.checker}: {m.status}" for m in marks if m.exhibitor == one.id)
            yield Remark("roster", "checkers_disagree", one.id, said)
        for record in one.records:
            if record in joined_rows:
                yield Remark("roster", "joined_rows", one.id, f"{one.name}: {joined_rows[record]}")


def _unmarked(
    entries: Iterable[Entry], seen: _Seen, unit_of: Mapping[str, str]
) -> Iterable[Remark]:
    """Yield a remark for every row without a mark in a sheet whose blank marks nobody explained."""
    for entry in entries:
        plan = seen.plans[seen.source_of[entry.key]]
        if entry.role != "attendance" or plan.blank or not seen.has_marks(entry.key):
            continue
        if not seen.first(entry.key, "attendance"):
            yield Remark("roster", "unmarked", unit_of[entry.key], f"{entry.name} ({plan.id})")


def _joined_rows(entries: Iterable[Entry], groups: Groups) -> dict[str, str]:
    """Return the list records that were joined to an earlier list record, with the rule or decision."""
    listed = {entry.key for entry in entries if entry.role == "list"}
    return {key: by for key, by in groups.by.items() if key in listed}
