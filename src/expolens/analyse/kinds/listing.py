"""listing: the units of a population with some of their fields. Keys: population, fields, order ("capital descending")."""

from __future__ import annotations

from fractions import Fraction

from expolens.analyse.answer import Answers, Question, number
from expolens.model.absence import NO_RECORD
from expolens.model.statistic import Counted, Listed
from expolens.values import FIELDS


def listing(question: Question) -> Answers:
    """List the population, in the order of a field with ties by name; without `order` as the sources have it."""
    plan = question.plan
    unknown = [name for name in plan.fields if name not in FIELDS or FIELDS[name].personal]
    if not plan.fields or unknown:
        raise question.wrong(
            f"a listing needs `fields`{': ' + unknown[0] + ' is none' if unknown else ''}"
        )
    units = list(question.units)
    if plan.order:
        name, _, way = plan.order.partition(" ")
        keys = {one.unit: one.low for one in question.cohort.values(name, units)}
        texts = {one.unit: one.value or "" for one in question.cohort.values(name, units)}
        sign = -1 if way == "descending" else 1
        units.sort(key=lambda unit: question.cohort.names[unit])
        units.sort(
            key=lambda unit: (
                keys[unit] is None,
                sign * (keys[unit] or 0),
                "" if keys[unit] is not None else texts[unit],
            )
        )
    answers = Answers(
        [
            number(
                question,
                "",
                plan.label,
                Fraction(len(units)),
                method=f"all {len(units)}, by {plan.order or 'source'}",
            )
        ]
    )
    for position, unit in enumerate(units, 1):
        answers.counted.append(Counted(plan.id, unit, "counted", question.cohort.names[unit]))
        for name in plan.fields:
            value, absence = _cell(question, unit, name)
            answers.listed.append(Listed(plan.id, position, unit, name, value, absence))
    return answers


def _cell(question: Question, unit: str, name: str) -> tuple[str, str]:
    """Return the canonical value of one cell; terms of a vocabulary are joined, names are as listed."""
    if FIELDS[name].type == "name":
        return question.cohort.names[unit], ""
    if FIELDS[name].many:
        found = dict.fromkeys(label.en for label in question.cohort.labels.get((unit, name), ()))
        documented = unit in question.cohort.documented.get(name, frozenset())
        return "; ".join(found), "" if found else "not_disclosed" if documented else NO_RECORD
    profile = question.cohort.profiles.get((unit, name))
    if profile is None or profile.value is None:
        return "", (profile.absence if profile else None) or NO_RECORD
    return profile.value, ""
