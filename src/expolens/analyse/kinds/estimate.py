"""estimate: ranges multiplied. Keys: factors (label, low, high, unit, source), unit."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from expolens.analyse.answer import Answers, Question, number
from expolens.model.text import Text
from expolens.numbers.units import PLAIN, number_text, readable, unit


def estimate(question: Question) -> Answers:
    """Return `low` and `high`: the products of the factors' ends. Nothing where a study gives no factors."""
    plan = question.plan
    if not plan.factors:
        return Answers()
    base = unit(plan.unit or question.study.currency).base
    answers = Answers()
    for position, part in enumerate(("low", "high")):
        ends = [Fraction(str(getattr(one, part))) for one in plan.factors]
        value = Fraction(prod(ends))
        text = readable(value, base) if base not in PLAIN else Text(number_text(value))
        label = Text(
            f"{plan.label.en}, {'lower' if part == 'low' else 'upper'} end",
            f"{plan.label.zh}，{'下限' if part == 'low' else '上限'}",
        )
        answers.statistics.append(
            number(
                question,
                part,
                label,
                value,
                n=0,
                N=0,
                population="",
                unit=base,
                text_en=text.en,
                text_zh=text.zh or text.en,
                position=position,
                method="; ".join(
                    f"{one.label.en}: {one.source}" for one in plan.factors if one.source
                )
                or "product of the factors",
                equation=" × ".join(
                    f"{number_text(end)} {one.label.en}"
                    for end, one in zip(ends, plan.factors, strict=True)
                )
                + f" = {text.en}",
            )
        )
    return answers
