"""range: the smallest and the largest value. Keys: population, field."""

from __future__ import annotations

from fractions import Fraction

from expolens.analyse.answer import Answers, Question, number
from expolens.model.statistic import Counted
from expolens.model.text import Text
from expolens.numbers.units import readable
from expolens.values import FIELDS


def extent(question: Question) -> Answers:
    """Return `min` and `max` of a field; of dates their years. Open and missing values are missing."""
    plan = question.plan
    if plan.field not in FIELDS:
        raise question.wrong("a range needs `field`")
    values = [
        one
        for one in question.cohort.values(plan.field, question.units)
        if one.low is not None and one.high is not None
    ]
    if not values:
        return Answers()
    answers = Answers()
    is_date = FIELDS[plan.field].type == "date"
    unit = (
        "year"
        if is_date
        else question.study.currency
        if FIELDS[plan.field].type == "money"
        else "count"
    )
    for position, (part, one) in enumerate(
        (
            ("min", min(values, key=lambda v: v.low or 0)),
            ("max", max(values, key=lambda v: v.high or 0)),
        )
    ):
        raw = Fraction(str(one.low if part == "min" else one.high))
        value = raw // 10_000 if is_date else raw
        text = readable(value, unit) if len(unit) == 3 else Text(str(int(value)))
        label = Text(
            f"{plan.label.en}, {'earliest' if is_date and part == 'min' else 'latest' if is_date else part + 'imum'}",
            f"{plan.label.zh}，{'最早' if is_date and part == 'min' else '最晚' if is_date else '最小' if part == 'min' else '最大'}",
        )
        made = number(
            question, part, label, Fraction(value), n=len(values), missing=len(question.units) - len(values), unit=unit,
            method=f"{part}imum of {len(values)} values", text_en=text.en, text_zh=text.zh or text.en, position=position,
            equation=f"{part} of {len(values)} values = {text.en}",
        )  # fmt: skip
        answers.statistics.append(made)
        end = one.low if part == "min" else one.high
        answers.counted += [
            Counted(made.id, v.unit, "counted", v.value or "")
            for v in values
            if (v.low if part == "min" else v.high) == end
        ]
    return answers
