"""Which record, and which words in it, a unit is counted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from expolens.explain.archive import Archive, Cell
from expolens.model.protocol import StatisticPlan
from expolens.store.where import names_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a statistic asks of its units: fields, vocabularies, roles they are found in, whether they were there.

    `behind` is the statistic a derived one is made of, for one that counts nobody itself.
    """

    fields: tuple[str, ...] = ()
    vocabularies: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()
    present: bool = False
    behind: str = ""


def asked_by(plan: StatisticPlan, part: str, plans: Mapping[str, StatisticPlan]) -> Asked:
    """Return what a planned statistic asks, of its category `part` where it has some; a derived one what its own does."""
    seen: set[str] = set()
    while plan.of in plans and plan.of not in seen:
        seen.add(plan.of)
        plan = plans[plan.of]
    behind = f"{plan.id}.{part}" if seen else ""
    if plan.vocabulary:
        return Asked(vocabularies=((plan.vocabulary, part),), behind=behind)
    if plan.field:
        return Asked(fields=(plan.field,), behind=behind)
    return replace(asked_where(plan.where), behind=behind)


def asked_where(where: str) -> Asked:
    """Return what a condition asks."""
    if not where:
        return Asked()
    names = names_of(where)
    return Asked(
        fields=tuple(names.fields),
        vocabularies=tuple(names.labels),
        roles=tuple(names.roles),
        present="present" in names.flags or "absent" in names.flags,
    )


def origin(unit: str, asked: Asked, found: Archive) -> Cell:
    """Return the record and the words behind a unit: of what is asked, in order, else its own record."""
    for vocabulary, concept in asked.vocabularies:
        for key in ((unit, vocabulary, concept), (unit, vocabulary, "")):
            if key in found.terms:
                return found.terms[key]
    for field in asked.fields:
        if (unit, field) in found.cells:
            return found.cells[unit, field]
        if (unit, field, "") in found.terms:
            return found.terms[unit, field, ""]
    for role in asked.roles:
        if (unit, role) in found.links:
            return found.links[unit, role], ""
    if asked.present and unit in found.marks:
        return found.marks[unit]
    own = found.own.get(unit, ())
    return (own[0], "") if own else ("", "")
