"""convert: another statistic's amounts in another currency. Keys: of, to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from expolens.analyse.answer import Answers, Question
from expolens.numbers.currency import rate_between
from expolens.numbers.units import readable


def convert(question: Question) -> Answers:
    """Convert the entries of an amount statistic by the newest rate not after the study's date; nothing where it has none."""
    plan, study = question.plan, question.study
    if not plan.to:
        raise question.wrong("convert needs `to`, a currency")
    answers = Answers()
    for one in question.answers.named(plan.of):
        found = rate_between(one.unit, plan.to, study.rates, on=study.date)
        if found is None or one.value is None:
            continue
        worth, rate = found
        value = worth * Fraction(str(one.value))
        text = readable(value, plan.to)
        answers.statistics.append(
            replace(
                one,
                id=f"{plan.id}.{one.part}" if one.part else plan.id,
                name=plan.id,
                kind=plan.kind,
                value=float(value),
                unit=plan.to,
                en=f"{plan.label.en}, {one.en}",
                zh=f"{plan.label.zh}，{one.zh}",
                text_en=text.en,
                text_zh=text.zh,
                method=f"1 {rate.base} = {rate.rate} {rate.quote} on {rate.date}",
                equation=f"{one.text_en} × {float(worth):g} = {text.en}",
            )
        )
    return answers
