"""The stage: cut the populations, answer the statistics, set the cited figures beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from expolens.analyse.answer import Answers, Question
from expolens.analyse.cited import cited_figures
from expolens.analyse.cohort import Cohort, cohort
from expolens.analyse.kinds import ALONE, DERIVED, KINDS
from expolens.analyse.populations import Cut, populations
from expolens.errors import StudyError, suggestion
from expolens.model.population import Member, Population
from expolens.model.protocol import StatisticPlan
from expolens.model.study import Study
from expolens.model.undone import Undone
from expolens.store.tables import Tables, to_table
from expolens.store.where import names_of

_NOWHERE = Cut(Population("", "", "", "", 0, "", "", 0, checked=True), ())


def analyse(tables: Tables, *, study: Study) -> Tables:
    """Make populations, members, statistics, counted, listings, cited and undone, in the order of the protocol.

    A statistic whose population was not made, or whose field no source has, is not written; `undone` says so.
    """
    roles = frozenset(tables["sources"]["role"].to_pylist())
    engine = cohort(tables, unit=study.unit)
    cuts, undone = populations(study.protocol.populations, engine, roles=roles, unit=study.unit)
    answers = Answers()
    for plan in _in_order(study.protocol.statistics):
        lack = _lacking(plan, cuts, (engine, roles), answers, study)
        if lack is not None:
            undone.append(Undone(plan.id, "statistic", plan.label.en, plan.label.zh, *lack))
            continue
        made = KINDS[plan.kind](
            Question(plan, _cut(plan, cuts, answers), engine, study, cuts, answers)
        )
        if not made.statistics:
            lacks = plan.field or plan.vocabulary or plan.of
            undone.append(
                Undone(plan.id, "statistic", plan.label.en, plan.label.zh, "no_values", lacks)
            )
        answers.statistics += made.statistics
        answers.counted += made.counted
        answers.listed += made.listed
    return {
        "populations": to_table("populations", (cut.population for cut in cuts.values())),
        "members": to_table(
            "members", (Member(name, unit) for name, cut in cuts.items() for unit in cut.units)
        ),
        "statistics": to_table("statistics", answers.statistics),
        "counted": to_table("counted", answers.counted),
        "listings": to_table("listings", answers.listed),
        "cited": to_table(
            "cited",
            cited_figures(
                tables,
                answers.statistics,
                study,
                populations=[cut.population for cut in cuts.values()],
            ),
        ),
        "undone": to_table("undone", undone),
    }


def _in_order(plans: Sequence[StatisticPlan]) -> list[StatisticPlan]:
    """Return the plans in their order, but what is made of another statistic behind it."""
    known = {plan.id: plan for plan in plans}
    done: dict[str, StatisticPlan] = {}

    def put(plan: StatisticPlan, above: frozenset[str]) -> None:
        for name in (plan.of, plan.against):
            if name in known and name not in done and name not in above:
                put(known[name], above | {name})
        done.setdefault(plan.id, plan)

    for plan in plans:
        put(plan, frozenset({plan.id}))
    return list(done.values())


def _cut(plan: StatisticPlan, cuts: Mapping[str, Cut], answers: Answers) -> Cut:
    """Return the population a statistic is about: its own, or that of the statistic it reads."""
    if plan.kind in ALONE and not plan.population:
        return _NOWHERE
    if plan.kind in DERIVED:
        return cuts.get(answers.named(plan.of)[0].population, _NOWHERE)
    return cuts[plan.population]


def _lacking(
    plan: StatisticPlan,
    cuts: Mapping[str, Cut],
    known: tuple[Cohort, frozenset[str]],
    answers: Answers,
    study: Study,
) -> tuple[str, str] | None:
    """Return why a statistic cannot be made and what it needs, or None; StudyError for a plan that names what is nowhere."""
    where = f"statistic '{plan.id}'"
    if plan.kind not in KINDS:
        raise StudyError(
            f"unknown kind '{plan.kind}'", where=where, todo=suggestion(plan.kind, KINDS)
        )
    planned = {one.id for one in study.protocol.statistics}
    if plan.kind in DERIVED:
        for name in filter(None, (plan.of, plan.against)):
            if name not in planned:
                raise StudyError(
                    f"unknown statistic '{name}'", where=where, todo=suggestion(name, planned)
                )
            if not answers.named(name):
                return "no_statistic", name
        return None
    if plan.kind in ALONE:
        return None if plan.factors else ("no_factors", plan.id)
    if plan.population not in cuts:
        planned = {one.id for one in study.protocol.populations}
        if plan.population not in planned:
            raise StudyError(
                f"unknown population '{plan.population}'",
                where=where,
                todo=suggestion(plan.population, planned),
            )
        return "no_population", plan.population
    return _without_source(plan, cuts, *known)


def _without_source(
    plan: StatisticPlan, cuts: Mapping[str, Cut], engine: Cohort, roles: frozenset[str]
) -> tuple[str, str] | None:
    """Return the role or field that no source of the study has, for what a statistic asks about."""
    if not cuts[plan.population].units:
        return "nobody", plan.population
    wheres = [one for one in (plan.where, *(a_set.where for a_set in plan.sets)) if one]
    names = [names_of(one, where=f"statistic '{plan.id}'") for one in wheres]
    for role in (role for found in names for role in found.roles):
        if role not in roles:
            return "no_source", role
    if (
        any(flag in ("present", "absent") for found in names for flag in found.flags)
        and "attendance" not in roles
    ):
        return "no_source", "attendance"
    asked = [plan.field, plan.vocabulary, *(name for found in names for name in found.fields)]
    asked += [vocabulary for found in names for vocabulary, _ in found.labels]
    known = engine.fields | engine.vocabularies
    return next((("no_field", name) for name in asked if name and name not in known), None)
