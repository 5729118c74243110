"""completeness: how much is known of a population, field by field. Keys: population."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from expolens.analyse.answer import Answers, Question, counted, share_of
from expolens.model.absence import NO_RECORD
from expolens.model.text import Text
from expolens.values import FIELDS

STATES: dict[str, Text] = {
    "known": Text("known", "已知"),
    "silent": Text("not disclosed", "未披露"),
    "unusable": Text("unreadable or without a rate", "无法识别或无汇率"),
    "no_record": Text("no record", "无记录"),
}
_LEFT_OUT = ("name", "code", "mark", "url")
_OF_ABSENCE = {"not_applicable": "known", "not_disclosed": "silent", NO_RECORD: "no_record"}


def completeness(question: Question) -> Answers:
    """Return for each field that a source has four shares, `FIELD_STATE`, which add up to the population.

    What does not apply (a province, outside China) is known; no record is a unit that no source with the field has a record of.
    """
    answers = Answers()
    for field in _fields(question):
        states = {unit: _state(question, unit, field) for unit in question.units}
        for state, label in STATES.items():
            named = Text(
                f"{FIELDS[field].label.en}: {label.en}", f"{FIELDS[field].label.zh}：{label.zh}"
            )
            counts: dict[str, bool | None] = {unit: of == state for unit, of in states.items()}
            one = share_of(
                question, f"{field}_{state}", named, counts, method="exclusive categories"
            )
            answers.statistics.append(replace(one, position=len(answers.statistics)))
            answers.counted += counted(one.id, counts, {})
    return answers


def _fields(question: Question) -> Iterator[str]:
    cohort = question.cohort
    given = cohort.fields | cohort.vocabularies | frozenset(cohort.documented)
    for name, field in FIELDS.items():
        if name in given and not field.personal and field.type not in _LEFT_OUT:
            yield name


def _state(question: Question, unit: str, field: str) -> str:
    if FIELDS[field].many:
        if (unit, field) in question.cohort.labels:
            return "known"
        documented = question.cohort.documented.get(field, frozenset())
        return "silent" if unit in documented else "no_record"
    (one,) = question.cohort.values(field, [unit])
    return "known" if one.value is not None else _OF_ABSENCE.get(one.absence or "", "unusable")
