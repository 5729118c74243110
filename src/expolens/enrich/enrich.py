"""Choose one value for each single-valued field of each exhibitor, and convert what must be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
from pyarrow import compute

from expolens.decisions import finder, outcomes, standing, withdrawn
from expolens.enrich.choice import chosen
from expolens.enrich.places import with_places
from expolens.model.decision import Applied, Decision
from expolens.model.exhibitor import Exhibitor, Remark
from expolens.model.fact import Fact
from expolens.model.money import Rate
from expolens.model.profile import Profile
from expolens.model.source import Source
from expolens.numbers.currency import rate_between
from expolens.store.tables import Tables, to_rows, to_table
from expolens.values import FIELDS, read

_LEFT_OUT = frozenset(
    {"attendance", "checker", "checked_on", "attendance_note", "found_name", "asked_name"}
)
# Single-valued fields have a profile; names stand on exhibitors and companies, marks in the roster.
PROFILED = tuple(
    name
    for name, known in FIELDS.items()
    if not known.many and not known.personal and known.type != "name" and name not in _LEFT_OUT
)


@dataclass(frozen=True, slots=True)
class EnrichPlan:
    """The study's part of it: the currency amounts are converted to, the dated rates, the sources in order."""

    currency: str
    rates: tuple[Rate, ...]
    sources: tuple[str, ...]


def enrich(tables: Tables, *, decisions: Sequence[Decision], plan: EnrichPlan) -> Tables:
    """Make profiles of the facts of an exhibitor's own records and of the records it is linked to.

    A decision `correct` comes first, then the order of the sources in the study file, then the newest; an absence never beats
    a value. Money is converted by the newest rate not after its date, `no_rate` without one. Province and country follow from each other and
    from city and address where no column gives them, never from a name.
    """
    exhibitors = to_rows("exhibitors", Exhibitor, tables["exhibitors"])
    dates = {source.id: source.date for source in to_rows("sources", Source, tables["sources"])}
    order = {source: rank for rank, source in enumerate(plan.sources)}
    company_of = {
        one: row["id"]
        for row in tables["companies"].select(["id", "exhibitors"]).to_pylist()
        for one in row["exhibitors"]
    }
    facts = _facts(tables, exhibitors)
    corrections, applied = _corrections(tables, exhibitors, decisions)
    profiles: list[Profile] = []
    remarks: list[Remark] = []
    for one in exhibitors:
        mine: dict[str, Profile] = {}
        for name in PROFILED:
            found = facts.get((one.id, name), [])
            correction = corrections.get((one.id, name))
            if correction is not None:
                found = [_corrected(one, correction), *found]
            if found:
                profile = chosen(
                    found,
                    exhibitor=one.id,
                    company=company_of.get(one.id, ""),
                    order=order,
                    dates=dates,
                )
                mine[name] = _converted(profile, plan) if FIELDS[name].type == "money" else profile
        mine, said = with_places(mine, one)
        remarks += said
        profiles += [mine[name] for name in PROFILED if name in mine]
    return {
        "profiles": to_table("profiles", profiles),
        "remarks_enrich": to_table("remarks_enrich", remarks),
        "applied_enrich": to_table("applied_enrich", applied),
    }


def _facts(tables: Tables, exhibitors: Sequence[Exhibitor]) -> Mapping[tuple[str, str], list[Fact]]:
    """Return the facts of profiled fields by exhibitor and field: own records first, then accepted links."""
    bearers: dict[str, list[str]] = {}
    for one in exhibitors:
        for record in one.records:
            bearers.setdefault(record, []).append(one.id)
    links = tables["links"].filter(compute.equal(tables["links"]["status"], "accepted"))
    for row in links.select(["exhibitor", "record"]).to_pylist():
        bearers.setdefault(row["record"], []).append(row["exhibitor"])
    table = tables["facts"]
    wanted = compute.and_(
        compute.is_in(table["record"], value_set=pa.array(list(bearers), pa.string())),
        compute.is_in(table["field"], value_set=pa.array(PROFILED)),
    )
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in to_rows("facts", Fact, table.filter(wanted)):
        for one_id in bearers[fact.record]:
            found.setdefault((one_id, fact.field), []).append(fact)
    return found


def _corrections(
    tables: Tables, exhibitors: Sequence[Exhibitor], decisions: Sequence[Decision]
) -> tuple[dict[tuple[str, str], Decision], list[Applied]]:
    """Return the decisions `correct` by exhibitor and field, and what became of them."""
    unit_of = {record: one.id for one in exhibitors for record in one.records}
    ours = [d for d in standing(decisions) if d.verdict == "correct"]
    find = finder(tables, ours)
    found: dict[tuple[str, str], Decision] = {}
    applied: list[Applied] = []
    for name in dict.fromkeys(d.field for d in ours):
        last, said = outcomes((d for d in ours if d.field == name), find, unit_of, stage="enrich")
        found |= {(one_id, name): decision for one_id, decision in last.items()}
        applied += said
    mine = {d.id for d in decisions if d.verdict == "correct"}
    applied += [one for one in withdrawn(decisions, stage="enrich") if one.decision in mine]
    return found, applied


def _corrected(one: Exhibitor, decision: Decision) -> Fact:
    """Return the fact that a correction states; an unreadable one stays an absence, and says so."""
    reading = read(FIELDS[decision.field], decision.value)[0]
    absence = str(reading.absence) if reading.absence else None
    return Fact(
        one.records[0], f"decision {decision.id}", decision.field, 0, reading.value, reading.low, reading.high,
        reading.unit, decision.date, decision.value, absence, f"{decision.by}: {decision.origin or decision.why}",
    )  # fmt: skip


def _converted(profile: Profile, plan: EnrichPlan) -> Profile:
    """Return an amount in the study's currency, or its absence `no_rate`."""
    if profile.low is None or profile.unit is None or profile.unit == plan.currency:
        return profile
    found = rate_between(profile.unit, plan.currency, plan.rates, on=profile.date or "")
    if found is None:
        return replace(
            profile,
            value=None,
            low=None,
            high=None,
            absence="no_rate",
            note=f"{profile.unit} {profile.value}",
        )
    worth, rate = found
    amount = float(
        worth * int(profile.low) if profile.low.is_integer() else float(worth) * profile.low
    )
    note = f"{profile.unit} {profile.value} at {rate.base}/{rate.quote} {rate.rate} of {rate.date}"
    text = str(int(amount)) if amount.is_integer() else repr(amount)
    return replace(
        profile, value=text, low=amount, high=amount, unit=plan.currency, date=rate.date, note=note
    )
