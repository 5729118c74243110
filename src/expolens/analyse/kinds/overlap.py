"""overlap: which sets the units of a population are in. Keys: population, sets (id, label, where)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from expolens.analyse.answer import Answers, Question, counted, share_of
from expolens.model.text import Text
from expolens.store.where import condition


def overlap(question: Question) -> Answers:
    """Return `all_ID` for each set, one entry for each non-empty region of their diagram, and `none`.

    A unit that may or may not be in a region, since it is not known whether it is in one of the sets, is missing there.
    """
    plan = question.plan
    if not 2 <= len(plan.sets) <= 8:
        raise question.wrong("an overlap needs two to eight `sets`")
    judged: dict[str, Mapping[str, bool | None]] = {
        one.id: question.cohort.judged(
            condition(one.where, where=f"statistic '{plan.id}', set '{one.id}'"), question.units
        )
        for one in plan.sets
    }
    answers = Answers()

    def put(part: str, label: Text, states: Mapping[str, bool | None]) -> None:
        made = share_of(question, part, label, states, method="sets of one population")
        answers.statistics.append(replace(made, position=len(answers.statistics)))
        answers.counted.extend(counted(made.id, states, {}))

    for one in plan.sets:
        put(
            f"all_{one.id}",
            one.label,
            {unit: judged[one.id][unit] for unit in question.units},
        )
    regions = sorted(
        product((True, False), repeat=len(plan.sets)),
        key=lambda inside: (sum(inside), [not i for i in inside]),
    )
    for inside in regions:
        wanted = list(zip((judged[one.id] for one in plan.sets), inside, strict=True))
        states = {
            unit: _within([(answers[unit], yes) for answers, yes in wanted])
            for unit in question.units
        }
        members = [one for one, yes in zip(plan.sets, inside, strict=True) if yes]
        if not members:
            put("none", Text("none of them", "均无"), states)
        elif any(states.values()) or len(plan.sets) <= 3:
            label = Text(
                " and ".join(one.label.en for one in members),
                "且".join(one.label.zh for one in members),
            )
            put(
                "_and_".join(one.id for one in members),
                label if all(inside) else Text(f"only {label.en}", f"仅{label.zh}"),
                states,
            )
    return answers


def _within(answers: Sequence[tuple[bool | None, bool]]) -> bool | None:
    """Tell whether a unit is in a region: no where one known answer says so, unknown where any other is."""
    if any(known is not None and known != wanted for known, wanted in answers):
        return False
    return None if any(known is None for known, _ in answers) else True
