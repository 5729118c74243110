"""share: how many of a population a condition holds for. Keys: population, where."""

from __future__ import annotations

from expolens.analyse.answer import Answers, Question, counted, share_of
from expolens.store.where import condition, walked


def share(question: Question) -> Answers:
    """Count the units for which `where` is true, of all of the population; unknown ones are missing, and stay in N."""
    plan = question.plan
    if not plan.where:
        raise question.wrong("a share needs `where`")
    asked = condition(plan.where, where=f"statistic '{plan.id}'")
    judged = question.cohort.judged(asked, question.units)
    fields = list(walked(asked.names))
    shown = {
        unit: "; ".join(filter(None, (_raw(question, unit, name) for name in fields)))
        for unit in question.units
    }
    one = share_of(question, "", plan.label, judged, method=plan.where)
    return Answers([one], counted(one.id, judged, shown))


def _raw(question: Question, unit: str, field: str) -> str:
    profile = question.cohort.profiles.get((unit, field))
    return (
        ""
        if profile is None
        else (profile.value or f"{profile.absence}: {profile.raw}".rstrip(": "))
    )
