"""Named sets of units, each cut from another by a condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expolens.analyse.cohort import Cohort
from expolens.errors import StudyError, suggestion
from expolens.model.population import Population
from expolens.model.protocol import PopulationPlan
from expolens.model.source import ROLES
from expolens.model.text import Text
from expolens.model.undone import Undone
from expolens.store.where import condition


@dataclass(frozen=True, slots=True)
class Cut:
    """A population with its units in order."""

    population: Population
    units: tuple[str, ...]


def populations(
    plans: Sequence[PopulationPlan], cohort: Cohort, *, roles: frozenset[str], unit: str
) -> tuple[dict[str, Cut], list[Undone]]:
    """Cut every population whose needs the study meets; `roles` are those it has a source for.

    One that needs what is missing is its parent, marked not checked, or is not made and told of. A cut of a population that was
    not made is not made either.
    """
    cuts: dict[str, Cut] = {}
    undone: list[Undone] = []
    included = _included(cohort)
    for plan in plans:
        where = f"population '{plan.id}'"
        if plan.parent and plan.parent not in cuts:
            if plan.parent not in {other.id for other in plans}:
                raise StudyError(
                    f"unknown parent '{plan.parent}'",
                    where=where,
                    todo=suggestion(plan.parent, [p.id for p in plans]),
                )
            undone.append(_undone(plan, "no_population", plan.parent))
            continue
        missing = [need for need in plan.needs if not _met(need, cohort, roles)]
        if missing and plan.otherwise != "parent":
            undone.append(_undone(plan, "no_source", missing[0]))
            continue
        above = cuts.get(plan.parent)
        cuts[plan.id] = _cut(plan, cohort, above, included, checked=not missing, unit=unit)
        if missing:
            undone.append(_undone(plan, "not_checked", missing[0]))
    return cuts, undone


def _met(need: str, cohort: Cohort, roles: frozenset[str]) -> bool:
    return need in roles if need in ROLES else need in cohort.fields or need in cohort.vocabularies


def _included(cohort: Cohort) -> tuple[str, ...]:
    found: Mapping[str, bool] = dict(
        cohort.database.execute("SELECT id, included FROM unit").fetchall()
    )
    return tuple(unit for unit in cohort.units if found[unit])


def _undone(plan: PopulationPlan, why: str, needs: str) -> Undone:
    return Undone(plan.id, "population", plan.label.en, plan.label.zh, why, needs)


def _cut(
    plan: PopulationPlan,
    cohort: Cohort,
    above: Cut | None,
    included: Sequence[str],
    *,
    checked: bool,
    unit: str,
) -> Cut:
    where = f"population '{plan.id}'"
    parent = above.units if above else tuple(included)
    units, unknown, more = parent, 0, 0
    if plan.where and checked:
        judged = cohort.judged(condition(plan.where, where=where), parent)
        unknown = sum(answer is None for answer in judged.values())
        kept = {one for one, answer in judged.items() if answer}
        if plan.adding:
            outside = [one for one in included if one not in judged]
            added = cohort.judged(condition(plan.adding, where=where), outside)
            outsiders = {one for one, answer in added.items() if answer}
            kept, more = kept | outsiders, len(outsiders)
        units = tuple(one for one in included if one in kept)
    label = plan.label if checked else _unchecked(plan, above.population if above else None)
    note = Text() if checked else plan.note
    made = Population(
        plan.id, label.en, label.zh, unit, len(units), plan.parent, plan.where if checked else "", unknown, checked, note.en, note.zh, more
    )  # fmt: skip
    return Cut(made, units)


def _unchecked(plan: PopulationPlan, parent: Population | None) -> Text:
    """Return the label of a population that stands for its parent: the parent's, and that nobody checked."""
    above = Text(parent.en, parent.zh) if parent else plan.label
    return (
        Text(f"{above.en} ({plan.note.en})", f"{above.zh}（{plan.note.zh}）")
        if plan.note
        else above
    )
