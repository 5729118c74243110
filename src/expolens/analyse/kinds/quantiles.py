"""quantiles: percentiles by a named definition. Keys: population, field, probabilities, definition, unit."""

from __future__ import annotations

from fractions import Fraction

from expolens.analyse.answer import Answers, Question, number
from expolens.model.statistic import Counted
from expolens.model.text import Text
from expolens.numbers.quantiles import DEFINITIONS, order_statistics, quantile
from expolens.numbers.units import amount_text, readable
from expolens.values import FIELDS

_ENDS = {
    Fraction(0): ("min", Text("Minimum", "最小值")),
    Fraction(1): ("max", Text("Maximum", "最大值")),
}


def quantiles(question: Question) -> Answers:
    """Return one entry a probability: min, p5, p25 … max, in whole units; exact values only, the rest is missing.

    Behind each stand the one or two units whose values it is made of, with their ranks.
    """
    plan = question.plan
    if plan.field not in FIELDS or not plan.probabilities:
        raise question.wrong("quantiles need `field` and `probabilities`")
    if plan.definition not in DEFINITIONS:
        raise question.wrong(
            f"no quantile definition {plan.definition}", "Use Hyndman and Fan's 1 to 9."
        )
    found = [
        one
        for one in question.cohort.values(plan.field, question.units)
        if one.low is not None and one.low == one.high
    ]
    if not found:
        return Answers()
    found.sort(key=lambda one: one.low or 0)
    exact = [Fraction(str(one.low)) for one in found]
    currency = question.study.currency if FIELDS[plan.field].type == "money" else "count"
    missing = len(question.units) - len(found)
    answers = Answers()
    for position, p in enumerate(Fraction(str(one)) for one in plan.probabilities):
        part, label = _ENDS.get(p, (f"p{_percent(p)}", Text(f"P{_percent(p)}")))
        value = quantile(exact, p, definition=plan.definition)
        spoken = (
            readable(value, currency) if len(currency) == 3 else Text(amount_text(value, "count"))
        )
        in_unit = amount_text(value, plan.unit or currency)
        made = number(
            question, part, label, value, n=len(found), missing=missing, unit=currency,
            method=f"Hyndman-Fan definition {plan.definition}", position=position,
            text_en=spoken.en, text_zh=spoken.zh or spoken.en,
            equation=f"Q{plan.definition}({float(p):g}) of {len(found)} values = {in_unit}" + (f" ({plan.unit})" if plan.unit else ""),
        )  # fmt: skip
        answers.statistics.append(made)
        answers.counted += [
            Counted(made.id, found[rank - 1].unit, "counted", found[rank - 1].value or "", rank)
            for rank, _ in order_statistics(len(found), p, definition=plan.definition)
        ]
    return answers


def _percent(p: Fraction) -> str:
    return f"{float(100 * p):g}".replace(".", "_")
